import { formatClusterName } from "@/lib/core/cluster-name";
import { notFound } from "@/lib/core/problem";
import { replayQueue } from "@/lib/core/replay-queue";
import { diagnose } from "@/lib/engine/diagnose";
import type { DiagnosisEvent } from "@/lib/engine/event";
import type { ServiceContext } from "@/lib/services/context";
import type { WorkloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { workloadChecks } from "@/lib/workload/checks";
import { workloadSubject } from "@/lib/workload/engine/subject";
import { projectOf } from "@/lib/workload/facts/derive/project-of";
import type { WorkloadFactName } from "@/lib/workload/facts/schema";
import { workloadGatherers } from "@/lib/workload/gatherers";
import { givenWorkloadFacts, targetOf } from "./given-facts";
import { type WorkloadReport, workloadSnapshotOf } from "./workload-report";

type Event = DiagnosisEvent<WorkloadFactName, WorkloadReport["findings"][number], WorkloadReport["verdict"]>;

export type StartedWorkloadDiagnosis = {
  readonly id: string;
  /** Events from the beginning, whenever it is iterated; ends when the report is stored. */
  readonly events: AsyncIterable<Event>;
};

/**
 * Starts a diagnosis of the chain from a pod to its Google identity. The report is stored before the events end.
 *
 * @param signal ends the diagnosis: nothing more is asked or stored
 * @throws Problem 404 for a project that is not configured
 */
export function startWorkloadDiagnosis(
  context: ServiceContext,
  request: WorkloadDiagnosisRequest,
  signal: AbortSignal,
): StartedWorkloadDiagnosis {
  const target = targetOf(request);
  const project = projectOf(target);
  if (!context.projects.includes(project)) {
    throw notFound(`The project ${project} is not one that Drawbridge looks at (${context.projects.join(", ")}).`);
  }
  const id = context.newId();
  const startedAt = context.clock.monotonicMs();
  const createdAt = context.clock.now().toISOString();
  const queue = replayQueue<Event>();
  const plan = {
    given: givenWorkloadFacts(request, createdAt),
    gatherers: workloadGatherers(context.workloadSurroundings()),
    checks: workloadChecks,
    clock: context.clock,
    signal,
  };
  const finished = diagnose(workloadSubject, plan, queue.push).then(async (conclusion) => {
    if (signal.aborted) return;
    const durationMs = Math.round(context.clock.monotonicMs() - startedAt);
    const { errorText, dag, ...asked } = request;
    const { cluster } = workloadSnapshotOf(conclusion);
    const found = cluster?.state === "known" && cluster.value.outcome === "found" ? cluster.value.view.name : undefined;
    const report: WorkloadReport = {
      id,
      createdAt,
      version: 1,
      request: { ...asked, hasErrorText: errorText !== undefined, hasDag: dag !== undefined },
      cluster: found ? formatClusterName(found) : null,
      ...conclusion,
      durationMs,
    };
    const { verdict } = report;
    await context.store.workloadReports.insert({
      id,
      createdAt: new Date(createdAt),
      target: request.target.kind === "cluster" ? request.target.cluster : request.target.environment,
      cluster: report.cluster,
      namespace: request.namespace,
      serviceAccount: request.serviceAccount,
      googleServiceAccount: request.googleServiceAccount,
      verdict: verdict.state,
      cause: verdict.cause,
      hop: verdict.hop,
      headline: verdict.headline,
      durationMs,
      report,
    });
    context.count({ verdict: verdict.state, cause: verdict.cause, durationMs });
  });
  finished.then(() => queue.end(), queue.end);
  return { id, events: queue.read() };
}
