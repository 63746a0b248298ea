import type { IncomingMessage, ServerResponse } from "node:http";
import type { ProblemDetails } from "@/lib/core/problem";
import { methodNotAllowed, problemHeaders } from "./gate";

/** The methods of an address of the API, empty when there is none: from the OpenAPI document. */
export type MethodsOf = (pathname: string) => readonly string[];

/**
 * Makes the errors that Next answers by itself about the API (no such address, no such method, a broken handler) into
 * problems: Next has a page, a bare text or nothing for them, and no place to say otherwise. Handlers' own problems and
 * everything below 400 pass as they are.
 */
export function speakInProblems(request: IncomingMessage, response: ServerResponse, methodsOf: MethodsOf): void {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (!pathname.startsWith("/api/")) return;
  const original = {
    writeHead: response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse,
    write: response.write.bind(response) as (...rest: unknown[]) => boolean,
    end: response.end.bind(response) as (...rest: unknown[]) => ServerResponse,
  };
  let replacement: string | undefined;

  const writeHead = (status: number, ...rest: unknown[]) => {
    const type = String(response.getHeader("content-type") ?? "");
    if (status < 400 || type.startsWith("application/problem+json")) return original.writeHead(status, ...rest);
    const allowed = methodsOf(pathname);
    const problem = problemFor(status, allowed);
    replacement = JSON.stringify(problem);
    for (const name of response.getHeaderNames()) if (!kept.has(name)) response.removeHeader(name);
    if (problem.status === 405) response.setHeader("allow", allowed.join(", "));
    return original.writeHead(problem.status, problemHeaders(replacement));
  };
  /* An error's headers go out before its body, so that both are of one kind. */
  const head = () => {
    if (!response.headersSent && response.statusCode >= 400) response.writeHead(response.statusCode);
  };
  Object.assign(response, {
    writeHead,
    write: (...rest: unknown[]) => {
      head();
      return replacement === undefined ? original.write(...rest) : true;
    },
    end: (...rest: unknown[]) => {
      head();
      return replacement === undefined ? original.end(...rest) : original.end(replacement);
    },
  });
}

/** Of the headers that were set for the answer that is replaced. */
const kept = new Set(["content-security-policy", "referrer-policy", "x-frame-options", "permissions-policy"]);

function problemFor(status: number, allowed: readonly string[]): ProblemDetails {
  switch (status) {
    case 404: {
      const detail = "There is nothing at this address. See /api/openapi.json.";
      return { type: "/problems/not-found", title: "Not found", status, detail };
    }
    case 405:
      return methodNotAllowed(allowed);
    default:
      return status < 500
        ? {
            type: "/problems/bad-request",
            title: "The request could not be understood",
            status,
            detail: "The server could not read this request. See /api/openapi.json.",
          }
        : {
            type: "/problems/internal",
            title: "Unexpected error",
            status,
            detail: "Something went wrong inside Drawbridge. Nothing was changed. The server's log says what.",
          };
  }
}
