import type { IncomingMessage, ServerResponse } from "node:http";
import { authoriseHost } from "@/lib/auth/authorise";
import { badRequest, isProblem, Problem, type ProblemDetails } from "@/lib/core/problem";

const knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Answers what may reach neither a page nor a handler: another Host than this machine's names (pages show reports, so
 * they need it as much as the API), an address that is no path, and a method that Next cannot represent.
 *
 * @returns true when it answered
 */
export function turnedAway(request: IncomingMessage, response: ServerResponse): boolean {
  try {
    authoriseHost(request.headers.host ?? "");
    if (!isPath(request.url ?? "")) throw badRequest("The address is not a path of this server, or is badly encoded.");
    if (!knownMethods.includes(request.method ?? "")) throw new Problem(methodNotAllowed([]));
    return false;
  } catch (error) {
    if (!isProblem(error)) throw error;
    const body = JSON.stringify(error.details);
    response.writeHead(error.details.status, { ...problemHeaders(body), connection: "close" });
    response.end(body);
    return true;
  }
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
