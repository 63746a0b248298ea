import type { z } from "zod";
import type { Grant } from "@/lib/changes/grant";
import { formatClusterName } from "@/lib/core/cluster-name";
import { conflict, gone, notFound, refused } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { isUpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import { changeView, type Found } from "@/lib/services/changes/get-change";
import type { ServiceContext } from "@/lib/services/context";
import { type Asker, asPerson } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { requestGrants } from "@/lib/services/grants/request-grants";
import { said } from "@/lib/services/grants/said";
import { insist } from "@/lib/services/grants/terms";
import { readDuration } from "@/lib/services/grants/wish";
import type { applyRequest, ChangeView } from "@/lib/services/schema/access";
import type { StoredPlan } from "@/lib/store/plans";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { basisOf } from "./basis";
import { openGrantsOf } from "./open-grants";
import { type OwnPart, ownPartOf } from "./own-entries";
import { decideRevoke, decideUpdate, needsConfirmation } from "./plan-apply";

/** One press of a plan's button. */
type Press = {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly terms: z.infer<typeof applyRequest>;
};

/**
 * Carries a plan out as it was shown. A network is let in as a grant, grants of an entry that goes end, everything else is
 * an update for the applier. The same press again gives the change that it made, whatever has become of the plan.
 *
 * @throws Problem 404 for an unknown plan, 409 when the cluster is not what the plan was made on any more, 410 when the
 * plan is too old, 422 when nobody can apply it from here or a confirmation is missing, 403 by the policy, 503
 */
export async function applyPlan(context: ServiceContext, asker: Asker, press: Press): Promise<ChangeView> {
  const plan = await context.store.plans.get(press.id);
  if (!plan) throw notFound("There is no such plan (any more). Make it again.");
  const made = (await pressedBefore(context, asker, plan, press)) ?? (await apply(context, asker, plan, press));
  return changeView(context, asker.principal, made);
}

const usedBefore = "This idempotency key was used for another request: use a new one.";

async function pressedBefore(
  { store }: ServiceContext,
  { principal: { id: principalId } }: Asker,
  { cluster, id }: StoredPlan,
  { idempotencyKey }: Press,
): Promise<Found | undefined> {
  const [grant] = await store.grants.ofClick(principalId, idempotencyKey);
  if (grant && formatClusterName(grant.cluster) !== formatClusterName(cluster)) throw conflict(usedBefore);
  if (grant) return { grant };
  const { updates } = await store.updates.list({ cluster, principalId, limit: 100 });
  const update = updates.find((one) => one.idempotencyKey === idempotencyKey);
  if (update && update.plan !== id) throw conflict(usedBefore);
  return update && { update };
}

async function apply(context: ServiceContext, asker: Asker, plan: StoredPlan, press: Press): Promise<Found> {
  if (context.clock.now() >= plan.expiresAt) {
    throw gone("This plan is older than 15 minutes. Make it again, and look at what it does now.");
  }
  const view = await readCluster(context, plan.cluster);
  /* Steps for a workload compare what they change with what was confirmed one by one, right before each is sent. */
  if (!isWorkloadRepair(plan.remedy) && basisOf(view) !== plan.basis) {
    throw conflict(
      `${plan.cluster.cluster} has changed since this plan was shown. Make it again, and look at what it does now.`,
    );
  }
  const own = ownPartOf(plan.remedy, view, await context.store.changes.ownedEntries(plan.cluster, []));
  switch (own.kind) {
    case "grant":
      return letIn(context, asker, { plan, press, view, own });
    case "end": {
      const [first] = await end(context, asker, await openGrantsOf(context, view.name, own.cidr), view);
      if (!first) throw conflict("No grant holds this entry any more: Drawbridge is about to remove it.");
      return { grant: first };
    }
    case "update":
      return { update: await update(context, asker, { plan, press, view }) };
  }
}

type Pressed = { readonly plan: StoredPlan; readonly press: Press; readonly view: ClusterView };

async function letIn(
  context: ServiceContext,
  asker: Asker,
  { plan, press, view, own }: Pressed & { readonly own: Extract<OwnPart, { kind: "grant" }> },
): Promise<Found> {
  const { duration, reason, breakGlass } = press.terms;
  const wish = { cluster: plan.cluster, cidr: own.cidr, durationMs: readDuration(duration), reason: said(reason) };
  const [grant] = await requestGrants(context, asker, [{ ...wish, breakGlass, prolongs: null }], press.idempotencyKey);
  if (!grant) throw conflict("The grant was not kept: press again.");
  if (own.ends !== null) {
    const sharing = await openGrantsOf(context, view.name, own.ends);
    const mine = sharing.filter(({ principal }) => principal.id === asker.principal.id);
    await end(context, asker, mine, view);
  }
  return { grant };
}

/** Ends these grants, all of them or none. */
async function end(
  context: ServiceContext,
  asker: Asker,
  ending: readonly Grant[],
  view: ClusterView,
): Promise<readonly Grant[]> {
  const { store, clock } = context;
  for (const grant of ending) insist(decideRevoke(context, asker, grant, view));
  const by = asPerson(asker.principal);
  const answers = await Promise.all(ending.map(({ id }) => store.grants.revoke(id, { by, at: clock.now() })));
  return answers.flatMap((answer) => (answer.kind === "done" ? [answer.grant] : []));
}

async function update(context: ServiceContext, asker: Asker, { plan, press, view }: Pressed) {
  const { remedy, draft, cluster, basis, diagnosis } = plan;
  if (!isUpdateRemedy(remedy) && !isWorkloadRepair(remedy))
    throw refused("Drawbridge does not do this by itself: a person follows the steps.");
  insist(decideUpdate(context, asker, { remedy, draft, view }));
  const { confirmation, reason } = press.terms;
  if (needsConfirmation(draft) && confirmation.trim() !== cluster.cluster) {
    throw refused(
      `This change is ${draft.risk}. Send the cluster's name, ${cluster.cluster}, as "confirmation" to go on.`,
    );
  }
  const answer = await context.store.updates.request({
    id: context.newId(),
    ...{ cluster, remedy, diagnosis, basis },
    title: draft.title,
    plan: plan.id,
    principal: asPerson(asker.principal),
    reason: said(reason),
    idempotencyKey: press.idempotencyKey,
    requestedAt: context.clock.now(),
    confirmed: draft.changes,
    undoes: remedy.id === "undo" || remedy.id === "undo-workload" ? remedy.params.update : null,
  });
  if (answer.kind === "refused") throw conflict(answer.why);
  return answer.update;
}
