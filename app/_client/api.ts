import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { Probe } from "./browser-probe/judge";
import { readLines } from "./ndjson";
import type {
  AccessPreview,
  AccessRequest,
  ApplyRequest,
  AuditPageView,
  AuditProofView,
  Caller,
  ChangeView,
  ClusterPage,
  ClusterRemedy,
  DiagnosisRequest,
  GrantPageView,
  GrantView,
  ListPageView,
  Me,
  Plan,
  Problem,
  Proof,
  SandboxState,
  StreamLine,
} from "./wire";

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

/** The report as an incident note. `reports` is where they are: `/api/diagnoses`, or that of workloads. */
export async function fetchIncidentNote(
  id: string,
  reports: "/api/diagnoses" | "/api/workloads/diagnoses" = "/api/diagnoses",
): Promise<string> {
  const headers = { Accept: "text/markdown" };
  return (await send(`${reports}/${encodeURIComponent(id)}`, { headers })).text();
}

/** Makes this browser somebody else of the simulated world. The page on show is still the one of the person before. */
export async function becomePerson(person: string): Promise<void> {
  await post("/api/sandbox/person", { person });
}

/** Ends the session; resolves with where to go, so that the provider's session ends, too. */
export async function signOut(): Promise<string> {
  return ((await (await post("/api/auth/logout", {})).json()) as { readonly next: string }).next;
}

export async function movePlace(place: string, world?: string): Promise<void> {
  await post("/api/sandbox/place", { place, world });
}

/** The simulated world's time after it was moved on. */
export async function advanceSandboxClock(advanceMinutes: number): Promise<string> {
  const answer: { readonly now: string } = await (await post("/api/sandbox/clock", { advanceMinutes })).json();
  return answer.now;
}

export async function createPlan(diagnosis: string, remedy: RemedyRef, signal: AbortSignal): Promise<Plan> {
  return (await post("/api/plans", { diagnosis, remedy }, {}, signal)).json() as Promise<Plan>;
}

/** A plan for the cluster as it is now, whoever looks at it: without a diagnosis. */
export async function createClusterPlan(cluster: string, remedy: ClusterRemedy, signal: AbortSignal): Promise<Plan> {
  return (await post("/api/clusters/plans", { cluster, remedy }, {}, signal)).json() as Promise<Plan>;
}

/** One click. Sent again with the same key, it finds the change that it made. */
export async function applyPlan(plan: string, key: string, request: ApplyRequest): Promise<ChangeView> {
  const path = `/api/plans/${encodeURIComponent(plan)}/apply`;
  const response = await post(path, request, { "Idempotency-Key": key });
  return ((await response.json()) as { readonly change: ChangeView }).change;
}

export const fetchChange = (id: string, signal: AbortSignal) => getJson<ChangeView>(changePath(id), signal);

/** The change as it is, and again whenever it has moved on. Ends when the server has no more to tell. */
export async function* streamChange(id: string, signal: AbortSignal): AsyncGenerator<ChangeView> {
  yield* streamNews<ChangeView>(changePath(id), signal);
}

/** What is at this path, and again whenever it has moved on; throws the problem that the server says instead. */
export async function* streamNews<View extends object>(path: string, signal: AbortSignal): AsyncGenerator<View> {
  const asked = send(path, { signal, headers: { Accept: "application/x-ndjson" } });
  for await (const lines of streamBatches<View | { readonly problem: Problem }>(asked)) {
    for (const news of lines) {
      if ("problem" in news) throw new ApiError(news.problem);
      yield news;
    }
  }
}

/** The server's clock as its answers tell it (RFC 9110 `Date`); null when it does not. */
export async function fetchServerDate(signal: AbortSignal): Promise<string | null> {
  return (await send("/api/healthz", { signal })).headers.get("date");
}

/** What this browser saw before and since, as the proof that a grant works. */
export async function reportProbes(
  grant: string,
  probes: { readonly before: Probe; readonly after: Probe },
): Promise<void> {
  await post(`${grantPath(grant)}/probes`, probes);
}

/** A plan that puts the fields back. */
export async function planUndo(change: string, signal: AbortSignal): Promise<Plan> {
  return (await post(`${changePath(change)}/undo`, {}, {}, signal)).json() as Promise<Plan>;
}

export async function revokeGrant(grant: string): Promise<void> {
  await post(`${grantPath(grant)}/revoke`, {});
}

/** Offers a diagnosis as the proof that a change helped; the server judges it itself. */
export async function verifyChange(id: string, diagnosis: string): Promise<ChangeView> {
  return (await post(`${changePath(id)}/verifications`, { diagnosis })).json() as Promise<ChangeView>;
}

export async function createProof(grant: string, signal: AbortSignal): Promise<Proof> {
  return (await post(`${grantPath(grant)}/proofs`, {}, {}, signal)).json() as Promise<Proof>;
}

const changePath = (id: string) => `/api/changes/${encodeURIComponent(id)}`;
const grantPath = (id: string) => `/api/grants/${encodeURIComponent(id)}`;

export const fetchMe = (signal: AbortSignal) => getJson<Me>("/api/me", signal);

/** Grants of everybody in these states, newest first; `date` is when the server answered, by its own clock (RFC 9110). */
export async function fetchGrants(
  states: readonly GrantView["state"][],
  cursor: string | null,
  signal: AbortSignal,
): Promise<GrantPageView & { readonly date: string | null }> {
  const search = new URLSearchParams({ state: states.join(","), limit: "100", ...(cursor ? { cursor } : {}) });
  const response = await send(`/api/grants?${search}`, { signal, headers: { Accept: "application/json" } });
  return { ...((await response.json()) as GrantPageView), date: response.headers.get("date") };
}

export const fetchActivity = (query: URLSearchParams, signal: AbortSignal) =>
  getJson<AuditPageView>(`/api/audit?${query}`, signal);

export const fetchProof = (signal: AbortSignal) => getJson<AuditProofView>("/api/audit/verify", signal);

/** Every list, some seconds old at most; or the list of one cluster, read from Google now. */
export function fetchLists(cluster: string | null, signal: AbortSignal): Promise<ListPageView> {
  return getJson(`/api/authorized-networks${cluster ? `?cluster=${encodeURIComponent(cluster)}` : ""}`, signal);
}

export async function previewAccess(request: AccessRequest, signal: AbortSignal): Promise<AccessPreview> {
  return (await post("/api/grants/preview", request, {}, signal)).json() as Promise<AccessPreview>;
}

/** `key` is one click's: sent again with the same key, it finds the grants that the first one made. */
export async function requestAccess(request: AccessRequest, key: string): Promise<void> {
  await post("/api/grants", request, { "Idempotency-Key": key });
}

export const fetchGrant = (id: string, signal: AbortSignal) => getJson<GrantView>(grantPath(id), signal);

/** Does something with a grant; the body is the action's. Gives the grant as it is then, or the one that was asked for instead. */
export async function actOnGrant(
  id: string,
  action: "approve" | "deny" | "extend" | "revoke" | "review",
  body: Readonly<Record<string, string>>,
  key: string,
): Promise<GrantView> {
  return (await post(`${grantPath(id)}/${action}`, body, { "Idempotency-Key": key })).json() as Promise<GrantView>;
}

/** One of the tools under `/api/workloads` that only read and write text. */
export async function askWorkloadTool<Answer>(
  tool: "operator" | "dbt" | "lint",
  request: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  return (await post(`/api/workloads/${tool}`, request, {}, signal)).json() as Promise<Answer>;
}

/** Runs a diagnosis; every batch holds the lines that arrived together. */
export async function* streamDiagnosis(
  request: DiagnosisRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly StreamLine[]> {
  yield* streamBatches<StreamLine>(post("/api/diagnoses", request, { Accept: "application/x-ndjson" }, signal));
}

/** The lines of an answer; every batch holds those that arrived together. */
export async function* streamBatches<Line>(asked: Promise<Response>): AsyncGenerator<readonly Line[]> {
  const { body } = await asked;
  if (!body) throw unreachable("The answer had no content.");
  for await (const lines of readLines(body)) yield lines.map((line) => JSON.parse(line) as Line);
}

export async function getJson<Body>(path: string, signal: AbortSignal): Promise<Body> {
  return (await send(path, { signal, headers: { Accept: "application/json" } })).json() as Promise<Body>;
}

export function post(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Drawbridge": "1", Accept: "application/json", ...headers },
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
    ...(body.rules ? { rules: body.rules } : {}),
  };
}

function unreachable(detail: string): ApiError {
  return new ApiError({ type: "about:blank", title: "Drawbridge could not be reached", status: 0, detail });
}
