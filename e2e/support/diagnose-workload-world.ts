import type { WorkloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { workloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { startWorkloadDiagnosis } from "@/lib/services/workloads/start-workload-diagnosis";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import type { SimulatedContext } from "./simulated-context";

/** A workload world as the simulator's control API describes it: its person's request with the names filled in. */
export type DescribedWorkload = {
  readonly world: string;
  readonly project: string;
  readonly cluster: string | null;
  readonly environment: string | null;
  readonly request: {
    readonly target?: "cluster" | "environment";
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly googleServiceAccount: string | null;
    readonly resources?: readonly { readonly resource: string; readonly role: string }[];
    readonly errorText?: string;
    readonly dag?: string;
  };
  readonly expected: { readonly verdict: string; readonly cause: string | null };
};

/** What the page would send for the world. */
export function requestOf({ world, cluster, environment, request }: DescribedWorkload): WorkloadDiagnosisRequest {
  const { target, resources = [], ...rest } = request;
  const byEnvironment = environment !== null && target !== "cluster";
  if (!byEnvironment && cluster === null) throw new Error(`${world} has neither a cluster nor an environment`);
  return workloadDiagnosisRequest.parse({
    ...rest,
    roles: resources,
    target: byEnvironment ? { kind: "environment", environment } : { kind: "cluster", cluster },
  });
}

/** Asks the question of the world's person and resolves with the stored report. */
export async function diagnoseWorkload(
  { context, workloadReports }: SimulatedContext,
  world: DescribedWorkload,
): Promise<WorkloadReport> {
  const started = startWorkloadDiagnosis(context, requestOf(world), new AbortController().signal);
  for await (const _ of started.events) {
    /* The report is stored when the events end. */
  }
  const report = workloadReports.get(started.id);
  if (!report) throw new Error(`${world.world}: the diagnosis ended without a report`);
  return report;
}
