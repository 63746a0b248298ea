import type { IncomingMessage, ServerResponse } from "node:http";
import { notFound, type ProblemDetails, unavailable } from "@/lib/core/problem";
import { methodNotAllowed, problemHeaders } from "./gate";
import type { Runtime } from "./runtime";

type Probe = (running: Runtime) => Promise<{ readonly text: string; readonly contentType: string } | ProblemDetails>;

const fine = { text: '{"status":"ok"}', contentType: "application/json" };

const probes: ReadonlyMap<string, Probe> = new Map([
  ["/api/healthz", async () => fine],
  ["/api/readyz", readiness],
  ["/api/metrics", ({ metrics }) => metrics.expose()],
] as const satisfies readonly (readonly [string, Probe])[]);

/** What an applier that is a process of its own answers: no pages, no handlers, nothing that takes input. */
export async function serveProbes(
  running: Runtime,
  { method, url = "/" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const probe = probes.get(new URL(url, "http://localhost").pathname);
  if (!probe) return tell(response, notFound("An applier answers only its probes and metrics.").details);
  if (method !== "GET" && method !== "HEAD") return tell(response, methodNotAllowed(["GET"]));
  const answer = await probe(running);
  if ("status" in answer) return tell(response, answer);
  response.writeHead(200, { "content-type": answer.contentType, "cache-control": "no-store" });
  response.end(answer.text);
}

async function readiness({ context }: Runtime) {
  const health = await context.store.health();
  return health.ok ? fine : unavailable(`The store does not answer: ${health.reason}`).details;
}

function tell(response: ServerResponse, details: ProblemDetails): void {
  const body = JSON.stringify(details);
  response.writeHead(details.status, problemHeaders(body));
  response.end(body);
}
