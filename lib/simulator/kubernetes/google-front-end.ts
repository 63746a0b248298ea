import {
  bearerToken,
  isExpiredToken,
  type SimulatedAnswer,
  type SimulatedRequest,
} from "@/lib/simulator/http/exchange";
import type { World } from "@/lib/simulator/world";

/** How Google's front end guards one cluster's DNS endpoint. */
export type FrontEnd = {
  readonly externalTrafficAllowed: boolean;
  readonly behaviour: NonNullable<NonNullable<World["kubernetes"]>["dnsFrontEnd"]>;
};

/** The front end's refusal; undefined when the request goes on to the API server. */
export function refuseAtFrontEnd(frontEnd: FrontEnd, request: SimulatedRequest): SimulatedAnswer | undefined {
  const forbidden = () =>
    errorPage(
      403,
      "Forbidden",
      `Your client does not have permission to get URL <code>${escapeHtml(request.path)}</code> from this server.`,
    );
  if (!frontEnd.externalTrafficAllowed) return forbidden();
  if (frontEnd.behaviour === "perimeter-denied") return perimeterDenied();
  const token = bearerToken(request);
  if (!token || isExpiredToken(token))
    return errorPage(401, "Unauthorized", "Your client does not have a valid credential.");
  return frontEnd.behaviour === "connect-denied" ? forbidden() : undefined;
}

/** The page for a host name that no cluster has. */
export function unknownHostPage(): SimulatedAnswer {
  return errorPage(404, "Not Found", "The requested URL was not found on this server.");
}

/** Google's own error page: the shape that kubectl prints as `Error from server (Forbidden): <!DOCTYPE html>…`. */
function errorPage(status: number, title: string, sentence: string): SimulatedAnswer {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", "referrer-policy": "no-referrer" },
    text: `<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <meta name=viewport content="initial-scale=1, minimum-scale=1, width=device-width">
  <title>Error ${status} (${title})!!1</title>
  <style>
    *{margin:0;padding:0}html,code{font:15px/22px arial,sans-serif}html{background:#fff;color:#222;padding:15px}
  </style>
  <a href=//www.google.com/><span id=logo aria-label=Google></span></a>
  <p><b>${status}.</b> <ins>That’s an error.</ins>
  <p>${sentence}  <ins>That’s all we know.</ins>
`,
  };
}

function perimeterDenied(): SimulatedAnswer {
  const id = "4xU0M2tKQY1pZ7vGkq0b3nRcWm8dLhE5sTfJ6aYoBiXgPu9N";
  const message = `Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: ${id}`;
  return {
    status: 403,
    json: {
      error: {
        code: 403,
        message,
        status: "PERMISSION_DENIED",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.PreconditionFailure",
            violations: [{ type: "VPC_SERVICE_CONTROLS", description: id }],
          },
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "SECURITY_POLICY_VIOLATED",
            domain: "googleapis.com",
            metadata: { uid: id, service: "container.googleapis.com" },
          },
        ],
      },
    },
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
