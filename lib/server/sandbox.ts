import { badRequest, notFound, unavailable } from "@/lib/core/problem";
import type { Runtime } from "./runtime";

/**
 * Hands a request on to the simulator's control API.
 *
 * @throws Problem 404 when Drawbridge works on Google itself, 400 with the simulator's words when it refuses, 503 when it does not answer
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
  if (!answer.ok) throw badRequest(await refusal(answer));
  return new Response(answer.body, {
    status: answer.status,
    headers: { "content-type": answer.headers.get("content-type") ?? "application/json" },
  });
}

async function refusal(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => undefined);
  const told = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  return typeof told === "string" ? told : `The simulator answered ${answer.status}.`;
}
