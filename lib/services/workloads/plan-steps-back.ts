import type { Update } from "@/lib/changes/updates/update";
import { bindingUsers } from "@/lib/changes/updates/workload/binding-users";
import { isOver } from "@/lib/changes/updates/workload/step-words";
import { refused, unavailable } from "@/lib/core/problem";
import { isGoogleError } from "@/lib/google/google-error";
import { getServiceAccountPolicy } from "@/lib/google/service-accounts";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { canonical } from "@/lib/services/plans/canonical";
import { makePlan, type Plan } from "@/lib/services/plans/make-plan";
import { planSteps } from "@/lib/workload/remedies/plan-steps";
import { stepTitle } from "@/lib/workload/remedies/step-words";
import type { StepProgress, WorkloadStep } from "@/lib/workload/remedies/steps";
import { stepsBack } from "@/lib/workload/remedies/steps-back";

const readMs = 8_000;

/**
 * The plan that takes the steps of a workload update back, the last one first; also of one that was ended before its last
 * step, and what an earlier undo left. Whether somebody changed something since is looked at right before each step, by
 * the applier: it then refuses.
 *
 * @throws Problem 422 when there is nothing to take back, 404, 503
 */
export async function planStepsBack(context: ServiceContext, asker: Asker, update: Update): Promise<Plan> {
  const { id, state, title, steps: progress, diagnosis, cluster } = update;
  if (state === "queued" || state === "open") throw refused("This change is not over: wait until it is.");
  const made = (progress ?? []).filter((entry) => stepsBack([entry]).steps.length > 0);
  const later = await changesSince(context, update);
  const anew = new Map(made.flatMap((entry) => madeAnew(entry, later)));
  const back = stepsBack(made.filter((entry) => !anew.has(entry) && !isTakenBack(id, entry, later))).steps;
  const used = await usedElsewhere(context, update, back);
  const steps = back.filter((step) => !used.has(step));
  const kept = [...used.values(), ...anew.values()];
  const stays = [...kept, ...stepsBack(progress ?? []).stays];
  if (steps.length === 0) {
    const nothing = made.length > 0 ? "This change was taken back already." : stays[0];
    throw refused(kept[0] ?? nothing ?? "This change made nothing: there is nothing to take back.");
  }
  const view = await readCluster(context, cluster);
  const ground = await groundOf(context, update, steps);
  const undo = "Undo this change in turn.";
  const draft = planSteps(`Undo: ${title}`, steps, ground, { undo, warnings: stays });
  const remedy = { id: "undo-workload", params: { update: id, steps } } as const;
  return makePlan(context, asker, { diagnosis, remedy, view, propose: () => draft });
}

/** What was carried out on the cluster after it, the newest first. */
async function changesSince({ store }: ServiceContext, { cluster, requestedAt }: Update): Promise<readonly Update[]> {
  const { updates } = await store.updates.list({ cluster, states: ["applied", "failed", "conflict"], limit: 500 });
  return updates.filter((change) => change.requestedAt > requestedAt);
}

/** An undo may have ended before its last step: each counts for itself. */
function isTakenBack(id: string, entry: StepProgress, later: readonly Update[]): boolean {
  const back = stepsBack([entry]).steps.map((step) => canonical(step));
  const undos = later.filter(({ undoes }) => undoes === id);
  return undos.some(({ steps }) => steps?.some((one) => isOver(one) && back.includes(canonical(one.step))));
}

/** A step that a later change made again was undone in between: what is there is that change's. */
function madeAnew(entry: StepProgress, later: readonly Update[]): readonly (readonly [StepProgress, string])[] {
  const own = canonical(entry.step);
  const by = later.find(
    ({ id, steps }) =>
      steps?.some(({ step, state }) => state === "done" && canonical(step) === own) && !isTakenBack(id, entry, later),
  );
  return by
    ? [[entry, `"${stepTitle(entry.step)}" was made anew by a later change ("${by.title}"): undo that one.`]]
    : [];
}

/** Bindings that stay, because they are those of other clusters, too; each with a sentence that says so. */
async function usedElsewhere(
  { store }: ServiceContext,
  { cluster }: Update,
  steps: readonly WorkloadStep[],
): Promise<ReadonlyMap<WorkloadStep, string>> {
  const bindings = steps.filter((step) => step.kind === "remove-binding");
  const found = await Promise.all(
    bindings.map(async (step) => {
      const users = await bindingUsers(step, cluster, store.updates);
      const named = users.map((user) => `${user.cluster.cluster} ("${user.title}")`).join(" and ");
      const why = `The binding of ${step.member} stays: it is what ${named} uses, too, by the pool that they share. Undo that first, and then this change again.`;
      return [step, users.length > 0 ? why : undefined] as const;
    }),
  );
  return new Map(found.flatMap(([step, why]) => (why === undefined ? [] : [[step, why]])));
}

/** Of an account that was deleted there is no policy, and nothing to take from it. */
function whereThere(error: unknown): undefined {
  if (!isGoogleError(error) || error.reason !== "not-found") throw error;
}

/** What the requests are shown with. The applier reads all of it again. */
async function groundOf({ workloadSurroundings }: ServiceContext, { cluster }: Update, steps: readonly WorkloadStep[]) {
  const { container, rest } = workloadSurroundings();
  const bound = steps.find((step) => step.kind === "remove-binding" || step.kind === "add-binding");
  try {
    const [view, policy] = await Promise.all([
      container.getWorkloadCluster(cluster, readMs),
      bound && getServiceAccountPolicy(rest, bound.googleServiceAccount, AbortSignal.timeout(readMs)).catch(whereThere),
    ]);
    return { cluster: view, resourceVersion: null, policy: policy ?? null };
  } catch (error) {
    const { detail } = unknownFrom(error, "iam.serviceAccounts.getIamPolicy", `projects/${cluster.project}`);
    throw unavailable(`What the change is about could not be read: ${detail}. Nothing was changed.`);
  }
}
