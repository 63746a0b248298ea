import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactSnapshot } from "@/lib/diagnosis/facts/schema";
import { proposePlan } from "@/lib/diagnosis/remedies";
import { entryText } from "@/lib/diagnosis/remedies/authorized-networks/entry-text";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { known, type Provenance } from "@/lib/engine/fact";
import type { FieldChange, PlanDraft, PlannedRequest, Refusal } from "@/lib/engine/plan";
import { settingsAfter, settingsOf, type UpdateBody } from "./settings";
import type { UpdateRemedy, UpdateRemedyId } from "./update-remedy";

/** The one request of a remedy that is an update, and the fields that it changes. */
export type ClusterUpdate = {
  readonly request: PlannedRequest;
  readonly body: UpdateBody;
  readonly changes: readonly FieldChange[];
};

/**
 * Plans the remedy on the cluster as it is now, or says why it is not done any more. Whom it helps was judged when the
 * plan was shown; here it is only about the cluster. Entries of grants are never touched, whatever is planned.
 */
export function planClusterUpdate(
  cluster: ClusterView,
  remedy: Extract<UpdateRemedy, { readonly id: UpdateRemedyId }>,
): ClusterUpdate | Refusal {
  const draft = proposeOnCluster(cluster, remedy);
  return "refused" in draft ? draft : toUpdate(cluster, draft);
}

/** The plan of a remedy on this cluster alone, for whomever it may help; or why there is none. */
export function proposeOnCluster(cluster: ClusterView, remedy: RemedyRef): PlanDraft | Refusal {
  return proposePlan(factsOf(cluster), remedy);
}

/** The one update in a plan; refused when it would touch an entry that is named as one of a grant. */
export function toUpdate(
  cluster: ClusterView,
  plan: {
    readonly steps: readonly { readonly request: PlannedRequest | null }[];
    readonly changes: readonly FieldChange[];
  },
): ClusterUpdate | Refusal {
  const [request, ...more] = plan.steps.flatMap((step) => (step.request?.method === "PUT" ? [step.request] : []));
  if (!request || more.length > 0) return { refused: "This remedy is not one update of the cluster." };
  const body = request.body as UpdateBody;
  const before = settingsOf(cluster);
  const after = settingsAfter(before, body).networks.entries;
  const lost = before.networks.entries.find((entry) => isOfGrant(entry) && !after.some((kept) => isSame(kept, entry)));
  if (lost)
    return { refused: `The entry ${entryText(lost)} is named as a grant's: end its grant, or change it by hand.` };
  return { request, body, changes: plan.changes };
}

function isSame(one: NetworkEntry, other: NetworkEntry): boolean {
  return one.cidrBlock === other.cidrBlock && one.displayName === other.displayName;
}

function isOfGrant({ displayName }: { readonly displayName: string }): boolean {
  return displayName.startsWith("drawbridge:");
}

const provenance: Provenance = { source: "the cluster, read again", observedAt: "", durationMs: 0 };

/** The cluster, and of everything else what lets the remedy be planned. */
function factsOf(cluster: ClusterView): FactSnapshot {
  return {
    cluster: known(cluster, provenance),
    target: known({ kind: "public", host: "", chosenBy: "request", why: "" }, provenance),
    caller: known({ address: "", family: "ipv4", scope: "public", source: "typed" }, provenance),
    googleRange: known({ member: true, prefix: null, scope: null }, provenance),
  };
}
