import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { readLines } from "./ndjson";
import type { Caller, ClusterPage, DiagnosisRequest, Plan, Problem, SandboxState, StreamLine } from "./wire";

/** A refusal or a failure of the server, in its own words; or of the way to it. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = "ApiError";
  }
}

/** What to show for anything thrown by a call of this file. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return {
    type: "about:blank",
    title: "Something went wrong in this page",
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
  };
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export const fetchCaller = (signal: AbortSignal) => getJson<Caller>("/api/caller", signal);

export function fetchClusters(cursor: string | null, signal: AbortSignal): Promise<ClusterPage> {
  return getJson(`/api/clusters${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`, signal);
}

export const fetchSandbox = (signal: AbortSignal) => getJson<SandboxState>("/api/sandbox/state", signal);

export async function fetchSandboxExports(place: string, signal: AbortSignal): Promise<string> {
  return (
    await send(`/api/sandbox/env?place=${encodeURIComponent(place)}`, { signal, headers: { Accept: "text/plain" } })
  ).text();
}

/** The report as an incident note. */
export async function fetchIncidentNote(id: string): Promise<string> {
  const headers = { Accept: "text/markdown" };
  return (await send(`/api/diagnoses/${encodeURIComponent(id)}`, { headers })).text();
}

export async function movePlace(place: string, world?: string): Promise<void> {
  await post("/api/sandbox/place", { place, world });
}

export async function createPlan(diagnosis: string, remedy: RemedyRef, signal: AbortSignal): Promise<Plan> {
  return (await post("/api/plans", { diagnosis, remedy }, signal)).json() as Promise<Plan>;
}

/** Runs a diagnosis; every batch holds the lines that arrived together. */
export async function* streamDiagnosis(
  request: DiagnosisRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly StreamLine[]> {
  const response = await post("/api/diagnoses", request, signal, "application/x-ndjson");
  if (!response.body) throw unreachable("The answer had no content.");
  for await (const lines of readLines(response.body)) yield lines.map((line) => JSON.parse(line) as StreamLine);
}

async function getJson<Body>(path: string, signal: AbortSignal): Promise<Body> {
  return (await send(path, { signal, headers: { Accept: "application/json" } })).json() as Promise<Body>;
}

function post(path: string, body: unknown, signal?: AbortSignal, accept = "application/json"): Promise<Response> {
  return send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Drawbridge": "1", Accept: accept },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, cache: "no-store" }).catch((error: unknown) => {
    throw isAbort(error) ? error : unreachable("Check your connection to Drawbridge, then try again.");
  });
  if (!response.ok) throw new ApiError(await readProblem(response));
  return response;
}

/** Any field that the body lacks is filled from the status, so that there is always something to say. */
async function readProblem(response: Response): Promise<Problem> {
  const body: Partial<Problem> = await response.json().catch(() => ({}));
  return {
    type: body.type ?? "about:blank",
    title: body.title ?? `Drawbridge answered ${response.status}`,
    status: response.status,
    detail: body.detail ?? (response.statusText || "It gave no reason."),
  };
}

function unreachable(detail: string): ApiError {
  return new ApiError({ type: "about:blank", title: "Drawbridge could not be reached", status: 0, detail });
}
