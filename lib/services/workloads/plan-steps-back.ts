import type { Update } from "@/lib/changes/updates/update";
import { refused, unavailable } from "@/lib/core/problem";
import { getServiceAccountPolicy } from "@/lib/google/service-accounts";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { makePlan, type Plan } from "@/lib/services/plans/make-plan";
import { planSteps } from "@/lib/workload/remedies/plan-steps";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { stepsBack } from "@/lib/workload/remedies/steps-back";

const readMs = 8_000;

/**
 * The plan that takes the steps of a workload update back, the last one first; also of one that was ended before its last
 * step. Whether somebody changed something since is looked at right before each step, by the applier: it then refuses.
 *
 * @throws Problem 422 when there is nothing to take back, 404, 503
 */
export async function planStepsBack(context: ServiceContext, asker: Asker, update: Update): Promise<Plan> {
  const { id, state, title, steps: progress, diagnosis, cluster } = update;
  if (state === "queued" || state === "open") throw refused("This change is not over: wait until it is.");
  if (await isTakenBack(context, update)) throw refused("This change was taken back already.");
  const { steps, stays } = stepsBack(progress ?? []);
  if (steps.length === 0) throw refused(stays[0] ?? "This change made nothing: there is nothing to take back.");
  const view = await readCluster(context, cluster);
  const ground = await groundOf(context, update, steps);
  const undo = "Undo this change in turn.";
  const draft = planSteps(`Undo: ${title}`, steps, ground, { undo, warnings: stays });
  const remedy = { id: "undo-workload", params: { update: id, steps } } as const;
  return makePlan(context, asker, { diagnosis, remedy, view, propose: () => draft });
}

/** True when an undo of it was applied that was not taken back in turn. */
async function isTakenBack({ store }: ServiceContext, { id, cluster }: Update): Promise<boolean> {
  const { updates } = await store.updates.list({ cluster, states: ["applied"], limit: 500 });
  const isUndone = (one: string): boolean => updates.some((undo) => undo.undoes === one && !isUndone(undo.id));
  return isUndone(id);
}

/** What the requests are shown with. The applier reads all of it again. */
async function groundOf({ workloadSurroundings }: ServiceContext, { cluster }: Update, steps: readonly WorkloadStep[]) {
  const { container, rest } = workloadSurroundings();
  const bound = steps.find((step) => step.kind === "remove-binding" || step.kind === "add-binding");
  try {
    const [view, policy] = await Promise.all([
      container.getWorkloadCluster(cluster, readMs),
      bound && getServiceAccountPolicy(rest, bound.googleServiceAccount, AbortSignal.timeout(readMs)),
    ]);
    return { cluster: view, resourceVersion: null, policy: policy ?? null };
  } catch (error) {
    const { detail } = unknownFrom(error, "iam.serviceAccounts.getIamPolicy", `projects/${cluster.project}`);
    throw unavailable(`What the change is about could not be read: ${detail}. Nothing was changed.`);
  }
}
