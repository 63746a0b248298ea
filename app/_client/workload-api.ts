import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import { getJson, post, streamBatches, streamNews } from "./api";
import type { Plan } from "./wire";
import type {
  EnvironmentPage,
  RunPreview,
  RunRequest,
  RunView,
  WorkloadDiagnosisRequest,
  WorkloadLine,
  WorkloadNames,
  WorkloadReport,
  WorkloadReportPage,
} from "./workload-wire";

const runs = "/api/workloads/runs";
const runPath = (id: string) => `${runs}/${encodeURIComponent(id)}`;

/** Every Composer environment of the projects that Drawbridge looks after. */
export const fetchEnvironments = (signal: AbortSignal) =>
  getJson<EnvironmentPage>("/api/workloads/environments", signal);

/** The names that exist where a target's pods run; with a namespace, its service accounts too. */
export function fetchNames(target: string, namespace: string | null, signal: AbortSignal): Promise<WorkloadNames> {
  const search = new URLSearchParams({ target, ...(namespace !== null && { namespace }) });
  return getJson<WorkloadNames>(`/api/workloads/names?${search}`, signal);
}

/** The latest checks of everybody, newest first. */
export async function fetchChecks(limit: number, signal: AbortSignal): Promise<WorkloadReportPage["reports"]> {
  return (await getJson<WorkloadReportPage>(`/api/workloads/diagnoses?limit=${limit}`, signal)).reports;
}

/** Runs a workload diagnosis; every batch holds the lines that arrived together. */
export function streamWorkloadDiagnosis(
  request: WorkloadDiagnosisRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly WorkloadLine[]> {
  return streamBatches<WorkloadLine>(
    post("/api/workloads/diagnoses", request, { Accept: "application/x-ndjson" }, signal),
  );
}

export const fetchWorkloadReport = (id: string, signal: AbortSignal) =>
  getJson<WorkloadReport>(`/api/workloads/diagnoses/${encodeURIComponent(id)}`, signal);

export async function createWorkloadPlan(
  diagnosis: string,
  remedy: WorkloadRemedyRef,
  signal: AbortSignal,
): Promise<Plan> {
  return (await post("/api/workloads/plans", { diagnosis, remedy }, {}, signal)).json() as Promise<Plan>;
}

export async function previewRun(request: RunRequest, signal: AbortSignal): Promise<RunPreview> {
  return (await post(`${runs}/preview`, request, {}, signal)).json() as Promise<RunPreview>;
}

/** Starts a pod. `key` is one click's: sent again with the same key, it finds the run that the first one made. */
export async function startRun(request: RunRequest, key: string): Promise<RunView> {
  return (await post(runs, request, { "Idempotency-Key": key })).json() as Promise<RunView>;
}

/** Newest first; of one cluster, or of all. */
export async function fetchRuns(cluster: string | null, signal: AbortSignal): Promise<readonly RunView[]> {
  const search = cluster ? `?cluster=${encodeURIComponent(cluster)}` : "";
  return (await getJson<{ readonly runs: readonly RunView[] }>(`${runs}${search}`, signal)).runs;
}

export const fetchRun = (id: string, signal: AbortSignal) => getJson<RunView>(runPath(id), signal);

/** The run as it is, and again whenever it has moved on. Ends when the server has no more to tell. */
export const streamRun = (id: string, signal: AbortSignal) => streamNews<RunView>(runPath(id), signal);

export async function stopRun(id: string): Promise<RunView> {
  return (await post(`${runPath(id)}/stop`, {})).json() as Promise<RunView>;
}
