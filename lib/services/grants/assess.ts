import { type Decision, decide } from "@/lib/access/policy";
import { type EntryPreview, previewEntry } from "@/lib/changes/preview-entry";
import { prefixLength } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { listPlan } from "@/lib/diagnosis/remedies/authorized-networks/list-plan";
import type { ServiceContext } from "@/lib/services/context";
import { type Asker, asPolicyPerson } from "./asker";
import { policyCluster, readCluster } from "./clusters";
import { holdsOwnAddress, minutesOf } from "./terms";
import type { Wish } from "./wish";

/** What would come of a wish as everything is now: what the policy says, and what happens to the list. */
export type Assessment = {
  readonly view: ClusterView;
  readonly decision: Decision;
  readonly entry: EntryPreview;
  readonly warnings: readonly string[];
};

type Context = Pick<ServiceContext, "surroundings" | "store" | "policy">;

/**
 * Reads the cluster, asks the policy, and plans the entry with the very name that it will have. Nothing is granted.
 *
 * @throws Problem 404, 503 of reading the cluster; StoreError
 */
export async function assess(context: Context, asker: Asker, wish: Wish): Promise<Assessment> {
  const view = await readCluster(context, wish.cluster);
  const decision = decideOn(context, asker, wish, view);
  const mayBeEntry = !wish.cidr.includes(":") && decision.kind !== "deny";
  const owned = await context.store.changes.ownedEntries(wish.cluster, mayBeEntry ? [wish.cidr] : []);
  const named = owned.some(({ cidr }) => cidr === wish.cidr) ? owned : [...owned, { cidr: wish.cidr, marker: "…" }];
  const entry = previewEntry({ view, cidr: wish.cidr }, named);
  return { view, decision, entry, warnings: entry.refused === null ? warningsOf(view, wish.cidr, entry) : [] };
}

export function decideOn(
  { policy }: Pick<Context, "policy">,
  { principal, seen }: Asker,
  { cluster, cidr, durationMs, reason, breakGlass }: Wish,
  { labels }: Pick<ClusterView, "labels">,
): Decision {
  return decide(policy, {
    principal: asPolicyPerson(principal),
    cluster: policyCluster(cluster, labels),
    action: breakGlass ? "break-glass" : "grant",
    context: {
      requesterId: principal.id,
      cidr,
      ownAddress: holdsOwnAddress(cidr, seen),
      addressProven: seen.proven,
      durationMinutes: minutesOf(durationMs),
      approvals: [],
      reason,
      breakGlass,
    },
  });
}

function warningsOf(view: ClusterView, cidr: string, { after, shared }: EntryPreview): readonly string[] {
  const length = prefixLength(cidr);
  const who =
    length === 32
      ? `Everybody who shares the address ${cidr.replace("/32", "")} is let in: a whole office, or a provider's customers.`
      : `All ${2 ** (32 - length)} addresses of ${cidr} are let in.`;
  if (shared) return [who, "The network is let in already, for somebody else: the entry stays until both grants end."];
  const plan = listPlan(view, after, { title: "", step: "", undo: "", warnings: [who] });
  return "refused" in plan ? [who] : plan.warnings.filter((warning) => !warning.startsWith("The gcloud command"));
}
