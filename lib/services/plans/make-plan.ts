import type { OwnedEntry } from "@/lib/changes/write";
import { parseCidr } from "@/lib/core/address";
import { refused } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { proposePlan } from "@/lib/diagnosis/remedies";
import { withEntry } from "@/lib/diagnosis/remedies/authorized-networks/list-edits";
import { listPlan } from "@/lib/diagnosis/remedies/authorized-networks/list-plan";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { known } from "@/lib/engine/fact";
import type { PlanDraft, Refusal } from "@/lib/engine/plan";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import type { PlanApply } from "@/lib/services/schema/plan";
import type { PlannedRemedy } from "@/lib/store/plans";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { basisOf } from "./basis";
import { fingerprintOf } from "./canonical";
import { openGrantsOf } from "./open-grants";
import { entryName, type OwnPart, ownPartOf } from "./own-entries";
import { planApply } from "./plan-apply";

/** A plan as it is shown: data with an id, made on the facts of one diagnosis and the cluster as it is now. */
export type Plan = PlanDraft & {
  readonly id: string;
  /** SHA-256 over the diagnosis, the remedy and everything the plan would do; the same facts give the same one. */
  readonly fingerprint: string;
  /** RFC 3339. After this it cannot be applied. */
  readonly expiresAt: string;
  readonly apply: PlanApply;
};

const validMs = 15 * 60_000;

/** What a plan is made on. */
export type PlanGround = {
  /** Empty where there was none. */
  readonly diagnosis: string;
  readonly remedy: PlannedRemedy;
  /** The cluster as it is now; undefined where it is not known. */
  readonly view: ClusterView | undefined;
  /** The plan when no entry of ours is in it. */
  readonly propose: (remedy: PlannedRemedy) => PlanDraft | Refusal;
  /** SHA-256 of what it is made on, where that is not the cluster's settings. */
  readonly basis?: string;
};

/**
 * Makes the plan, keeps it, and says what applying it would mean for this person.
 *
 * @throws Problem 422 when the remedy cannot help (any more)
 */
export async function makePlan(context: ServiceContext, asker: Asker, ground: PlanGround): Promise<Plan> {
  const { diagnosis, remedy, view } = ground;
  const owned = view ? await ownedOf(context, remedy, view) : [];
  const own: OwnPart = view ? ownPartOf(remedy, view, owned) : { kind: "update" };
  const draft = view ? draftWith(own, owned, view, ground) : ground.propose(remedy);
  if ("refused" in draft) throw refused(draft.refused);

  const fingerprint = fingerprintOf({ diagnosis, offered: remedy, draft });
  const id = fingerprint.slice(0, 32);
  const createdAt = context.clock.now();
  const expiresAt = new Date(createdAt.getTime() + validMs);
  if (view) {
    const basis = ground.basis ?? basisOf(view);
    const kept = { id, diagnosis, cluster: view.name, remedy, draft, basis, createdAt, expiresAt };
    await context.store.plans.keep(kept);
  }
  const ending = view && own.kind === "end" ? await openGrantsOf(context, view.name, own.cidr) : [];
  const apply = planApply(context, asker, { remedy, draft, view, own, ending });
  return { ...draft, id, fingerprint, expiresAt: expiresAt.toISOString(), apply };
}

/** Everything of ours on the cluster, with the entry that the plan would add. */
async function ownedOf(
  { store }: Pick<ServiceContext, "store">,
  remedy: PlannedRemedy,
  { name }: ClusterView,
): Promise<readonly OwnedEntry[]> {
  const text =
    remedy.id === "allow-network" ? remedy.params.cidr : remedy.id === "replace-network" ? remedy.params.after : "";
  const cidr = parseCidr(text);
  return store.changes.ownedEntries(name, cidr && !cidr.includes(":") ? [cidr] : []);
}

/** With the very name that the entry will have. An entry of ours that is replaced goes, and the new one is added. */
function draftWith(
  own: OwnPart,
  owned: readonly OwnedEntry[],
  view: ClusterView,
  { remedy, propose }: PlanGround,
): PlanDraft | Refusal {
  const displayName = own.kind === "grant" ? entryName(owned, own.cidr) : undefined;
  if (own.kind !== "grant" || displayName === undefined) return propose(remedy);
  if (own.ends === null) return propose({ id: "allow-network", params: { cidr: own.cidr, displayName } });

  const draft = propose(remedy);
  if ("refused" in draft) return draft;
  const old = entryName(owned, own.ends);
  const kept = view.authorizedNetworks.entries.filter((entry) => entry.displayName !== old);
  const plan = listPlan(view, withEntry(kept, { cidrBlock: own.cidr, displayName }), {
    title: draft.title,
    step: `Send the list with ${own.cidr} at its end, without our entry ${own.ends}, and every other entry as it is.`,
    undo: draft.undo,
    warnings: [`The grant of ${own.ends} ends; a new one lets ${own.cidr} in.`],
  });
  return "refused" in plan ? plan : { ...plan, risk: draft.risk };
}

/** The plan of a remedy on these facts, with the cluster as it is now. */
export function proposeOn(facts: FactSnapshot, view: ClusterView | undefined, observedAt: string) {
  const provenance = { source: "clusters.get, read again for the plan", observedAt, durationMs: 0 };
  const present: FactSnapshot = view ? { ...facts, cluster: known(view, provenance) } : facts;
  return (remedy: PlannedRemedy): PlanDraft | Refusal =>
    remedy.id === "undo" || isWorkloadRepair(remedy)
      ? { refused: "This is not a remedy." }
      : proposePlan(present, remedy satisfies RemedyRef);
}
