import type { UpdateStore } from "@/lib/changes/updates/port";
import type { Update } from "@/lib/changes/updates/update";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { Run } from "./run";

const looked = 100;

/**
 * Notes at every applied repair of the run's service account that a pod was seen to be the identity it was for. Only
 * repairs that were over before the pod can have been there, and that nobody took back, count: a process that takes a run
 * up says late that its pod was created. May be called again.
 */
export async function verifyByRun({ updates }: { readonly updates: UpdateStore }, run: Run): Promise<void> {
  const { cluster, intendedAt, endedAt, identity, principal } = run;
  if (!identity?.proven || intendedAt === null || endedAt === null) return;
  const page = await updates.list({ cluster, states: ["applied"], limit: looked });
  for (const update of page.updates) {
    if (update.verified !== null || update.closedAt === null || update.closedAt > intendedAt) continue;
    if (page.updates.some(({ undoes }) => undoes === update.id) || !isFor(update, run)) continue;
    await updates.verify(update.id, { at: endedAt, how: "pod", detail: identity.summary, by: principal });
  }
}

function isFor({ remedy }: Update, run: Run): boolean {
  if (!isWorkloadRepair(remedy) || remedy.id !== "repair-workload") return false;
  return remedy.params.steps.every((step) => concerns(step, run));
}

/** True when what the step makes was needed for the pod to be what it was seen to be. */
function concerns(step: WorkloadStep, { namespace, serviceAccount, expected }: Run): boolean {
  switch (step.kind) {
    case "create-namespace":
      return step.namespace === namespace;
    case "create-service-account":
      return step.namespace === namespace && step.serviceAccount === serviceAccount;
    case "annotate":
      return step.namespace === namespace && step.serviceAccount === serviceAccount && step.after === expected;
    case "add-binding":
      return step.googleServiceAccount === expected && step.member.endsWith(`[${namespace}/${serviceAccount}]`);
    case "enable-workload-identity":
      return true;
    default:
      return false;
  }
}
