import type { z } from "zod";
import type { ClusterName } from "@/lib/core/cluster-name";
import { isProblem, refused } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { PlanDraft } from "@/lib/engine/plan";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { canonical, fingerprintOf } from "@/lib/services/plans/canonical";
import { makePlan, type Plan } from "@/lib/services/plans/make-plan";
import type { workloadPlanRequest } from "@/lib/services/schema/workload";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { isRepair, proposeWorkloadPlan as propose, stepsOf } from "@/lib/workload/remedies";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import { getWorkloadReport } from "./get-workload-report";
import { type WorkloadReport, workloadSnapshotOf } from "./workload-report";

const readMs = 4_000;
const validMs = 15 * 60_000;

/**
 * The exact plan of a remedy that a workload diagnosis offered, on the facts that it saw. Nothing is read again here: the
 * applier compares each step with what was confirmed right before it is sent, and sends the versions that it then read.
 *
 * @throws Problem 404 for an unknown diagnosis, 422 when the remedy was not offered or cannot help
 */
export async function proposeWorkloadPlan(
  context: ServiceContext,
  asker: Asker,
  request: z.infer<typeof workloadPlanRequest>,
): Promise<Plan> {
  const report = await getWorkloadReport(context, request.diagnosis);
  const remedy = offeredRemedies(report).find(
    ({ id, params }) => id === request.remedy.id && canonical(params) === canonical(request.remedy.params),
  );
  if (!remedy) throw refused(`This diagnosis does not offer the remedy ${request.remedy.id} with these parameters.`);
  const facts = workloadSnapshotOf(report);
  const draft = propose(facts, remedy);
  if ("refused" in draft) throw refused(draft.refused);
  const steps = stepsOf(facts, remedy);
  const cluster =
    facts.cluster?.state === "known" && facts.cluster.value.outcome === "found" ? facts.cluster.value : null;
  if ("refused" in steps || !cluster) return toFollow(context, report.id, remedy, draft);

  const { name } = cluster.view;
  return makePlan(context, asker, {
    diagnosis: report.id,
    remedy: { id: "repair-workload", params: { remedy: remedy.id, steps } },
    view: await present(context, name),
    propose: () => draft,
    basis: fingerprintOf(groundOf(facts)),
  });
}

/** A plan that nobody can apply from here: it is not kept. */
function toFollow({ clock }: ServiceContext, diagnosis: string, remedy: WorkloadRemedyRef, draft: PlanDraft): Plan {
  const fingerprint = fingerprintOf({ diagnosis, offered: remedy, draft });
  const expiresAt = new Date(clock.now().getTime() + validMs).toISOString();
  const why = isRepair(remedy.id)
    ? "There is no cluster that Drawbridge could change."
    : "Drawbridge does not do this by itself: a person follows the steps.";
  const apply = { kind: "manual", policy: null, confirmation: false, refused: why } as const;
  return { ...draft, id: fingerprint.slice(0, 32), fingerprint, expiresAt, apply };
}

/** What the steps are made on, without versions, which change by themselves. */
function groundOf({ cluster, namespace, serviceAccount, googleServiceAccount, policy }: WorkloadSnapshot) {
  const known = <Value>(fact: { state: "known"; value: Value } | { state: "unknown" } | undefined) =>
    fact?.state === "known" ? fact.value : null;
  const view = known(cluster);
  const account = known(serviceAccount);
  return {
    pool:
      view?.outcome === "found"
        ? [view.view.workloadPool, view.view.nodePools.map(({ name, metadata }) => [name, metadata])]
        : null,
    namespace: known(namespace),
    account: account?.exists ? { uid: account.uid, annotation: account.annotation } : null,
    googleServiceAccount: known(googleServiceAccount),
    bindings: known(policy)?.policy?.bindings ?? null,
  };
}

/** The cluster now, for its labels and the row of the plan; undefined when Google does not tell in time. */
async function present(context: ServiceContext, name: ClusterName): Promise<ClusterView | undefined> {
  try {
    return await readCluster(context, name, readMs);
  } catch (error) {
    if (isProblem(error)) return undefined;
    throw error;
  }
}

function offeredRemedies({ findings, verdict }: WorkloadReport): readonly WorkloadRemedyRef[] {
  return [...verdict.remedies, ...findings.flatMap(({ remedies }) => remedies)];
}
