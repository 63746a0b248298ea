import { notFound, unavailable } from "@/lib/core/problem";
import type { Runtime } from "./runtime";

/**
 * Hands a request on to the simulator's control API.
 *
 * @throws Problem 404 when Drawbridge works on Google itself, 503 when the simulator does not answer
 */
export async function askSandbox({ sandboxUrl }: Runtime, path: string, body?: unknown): Promise<Response> {
  if (!sandboxUrl) throw notFound("This Drawbridge works on Google Cloud. Only the sandbox has this.");
  const init =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(new URL(path, sandboxUrl), { ...init, signal: AbortSignal.timeout(5_000) }).catch(
    () => undefined,
  );
  if (!answer) throw unavailable("The simulator does not answer. Start the sandbox again with `npm run demo`.");
  return new Response(answer.body, {
    status: answer.status,
    headers: { "content-type": answer.headers.get("content-type") ?? "application/json" },
  });
}
