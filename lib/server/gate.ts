import type { IncomingMessage, ServerResponse } from "node:http";
import { authoriseHost, authoriseProbe } from "@/lib/auth/authorise";
import type { Identity } from "@/lib/auth/identity";
import { badRequest, isProblem, Problem, type ProblemDetails } from "@/lib/core/problem";

const knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const probes = new Set(["/api/healthz", "/api/readyz", "/api/metrics"]);
/* Handlers see to their own callers. The files are the same for everybody and say nothing. */
const openPaths = /^\/(api|p|_next\/static)\/|^\/(theme\.js|favicon\.svg|logo\.svg|signed-out\.html)$/;

/**
 * Answers what may reach neither a page nor a handler: another Host than ours (pages show reports, so they need it as
 * much as the API), an address that is no path, a method that Next cannot represent, and a page for nobody: a browser
 * is sent to sign in, where Drawbridge does that.
 *
 * @returns true when it answered
 */
export async function turnedAway(
  request: IncomingMessage,
  response: ServerResponse,
  identity: Identity,
): Promise<boolean> {
  try {
    const url = request.url ?? "";
    /* As Next reads it, `..` and all. Of an address that is no path nothing is exempt. */
    const path = isPath(url) ? new URL(url, "http://localhost").pathname : "";
    (probes.has(path) ? authoriseProbe : authoriseHost)(request.headers.host ?? "", identity.sites);
    if (path === "") throw badRequest("The address is not a path of this server, or is badly encoded.");
    if (!knownMethods.includes(request.method ?? "")) throw new Problem(methodNotAllowed([]));
    if (!openPaths.test(path)) await identity.authenticate(headersOf(request));
    return false;
  } catch (error) {
    if (!isProblem(error)) throw error;
    if (error.details.status === 401 && identity.signIn && isNavigation(request)) {
      const next = encodeURIComponent(request.url ?? "/");
      response.writeHead(302, { location: `/api/auth/login?next=${next}`, "cache-control": "no-store" }).end();
      return true;
    }
    const body = JSON.stringify(error.details);
    response.writeHead(error.details.status, { ...problemHeaders(body), connection: "close" });
    response.end(body);
    return true;
  }
}

/** A person who opens a page, and not one of the page's own requests for the data of another. */
function isNavigation({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.rsc === undefined && (headers.accept ?? "").includes("text/html");
}

function headersOf({ headers }: IncomingMessage): Headers {
  const pairs = Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")] as const);
  return new Headers(pairs.map(([name, value]) => [name, value]));
}

export function problemHeaders(body: string): Readonly<Record<string, string | number>> {
  return {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
}

export function methodNotAllowed(allowed: readonly string[]): ProblemDetails {
  const detail = `This address does not take this method${allowed.length > 0 ? `, only ${allowed.join(", ")}` : ""}. See /api/openapi.json.`;
  return { type: "/problems/method-not-allowed", title: "Method not allowed", status: 405, detail };
}

function isPath(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  try {
    return path.startsWith("/") && !path.startsWith("//") && decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}
