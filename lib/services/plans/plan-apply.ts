import { type Decision, decide, type UpdateTerms } from "@/lib/access/policy";
import type { Grant } from "@/lib/changes/grant";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { isUpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import type { PlanDraft } from "@/lib/engine/plan";
import type { ServiceContext } from "@/lib/services/context";
import { type Asker, asPolicyPerson } from "@/lib/services/grants/asker";
import { decideOn } from "@/lib/services/grants/assess";
import { policyCluster } from "@/lib/services/grants/clusters";
import { policyAnswer, termsOf } from "@/lib/services/grants/terms";
import type { PlanApply } from "@/lib/services/schema/plan";
import type { PlannedRemedy } from "@/lib/store/plans";
import { parseMember } from "@/lib/workload/facts/derive/member";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { OwnPart } from "./own-entries";

const defaultDurationMs = 4 * 60 * 60_000;

type Planned = {
  readonly remedy: PlannedRemedy;
  readonly draft: Pick<PlanDraft, "risk">;
  readonly view: ClusterView | undefined;
  readonly own: OwnPart;
  /** Open grants of the network that `own` ends. */
  readonly ending: readonly Grant[];
};

/** What the button of a plan does for this person, before it is pressed. */
export function planApply(context: Pick<ServiceContext, "policy">, asker: Asker, planned: Planned): PlanApply {
  const { remedy, draft, view, own, ending } = planned;
  if (!view || (own.kind === "update" && !isUpdateRemedy(remedy) && !isWorkloadRepair(remedy))) {
    const refused = view
      ? "Drawbridge does not do this by itself: a person follows the steps."
      : "The cluster could not be read: nothing can be applied to it from here.";
    return { kind: "manual", policy: null, confirmation: false, refused };
  }
  if (own.kind === "grant") {
    const wish = { cluster: view.name, cidr: own.cidr, durationMs: defaultDurationMs, reason: "", breakGlass: false };
    const decision = decideOn(context, asker, { ...wish, prolongs: null }, view);
    return { kind: "grant", policy: policyAnswer(decision), confirmation: false, refused: null };
  }
  if (own.kind === "end") {
    const decisions = ending.map((grant) => decideRevoke(context, asker, grant, view));
    const denied = decisions.find(({ kind }) => kind !== "allow");
    const decision = denied ?? decisions[0];
    const refused = decision ? null : "No grant holds this entry any more: Drawbridge is about to remove it.";
    return { kind: "update", policy: decision ? policyAnswer(decision) : null, confirmation: false, refused };
  }
  const decision = decideUpdate(context, asker, { remedy, draft, view });
  return { kind: "update", policy: policyAnswer(decision), confirmation: needsConfirmation(draft), refused: null };
}

export function needsConfirmation({ risk }: Pick<PlanDraft, "risk">): boolean {
  return risk === "disruptive" || risk === "dangerous";
}

export function decideUpdate(
  { policy }: Pick<ServiceContext, "policy">,
  { principal }: Asker,
  { remedy, draft, view }: Pick<Planned, "remedy" | "draft"> & { readonly view: ClusterView },
): Decision {
  const cluster = policyCluster(view.name, view.labels);
  const context = { remedy: policyName(remedy), risk: draft.risk, ...reachOf(remedy) };
  return decide(policy, { principal: asPolicyPerson(principal), cluster, action: "update", context });
}

/** The remedy as policies name it: steps by the remedy that the person chose, and every way back alike. */
function policyName(remedy: PlannedRemedy): string {
  if (!isWorkloadRepair(remedy)) return remedy.id;
  return remedy.id === "repair-workload" ? remedy.params.remedy : "undo";
}

/** What a repair reaches beside the cluster's settings. All steps of one are for one Kubernetes service account. */
function reachOf(remedy: PlannedRemedy): Pick<UpdateTerms, "namespace" | "googleServiceAccount"> {
  if (!isWorkloadRepair(remedy)) return {};
  const { steps } = remedy.params;
  const namespace = steps.map(namespaceOf).find((name) => name !== undefined);
  const bound = steps.find((step) => step.kind === "add-binding" || step.kind === "remove-binding");
  return {
    ...(namespace !== undefined && { namespace }),
    ...(bound && { googleServiceAccount: bound.googleServiceAccount }),
  };
}

function namespaceOf(step: WorkloadStep): string | undefined {
  if ("namespace" in step) return step.namespace;
  if (!("member" in step)) return undefined;
  const member = parseMember(step.member);
  return "namespace" in member ? member.namespace : undefined;
}

export function decideRevoke(
  { policy }: Pick<ServiceContext, "policy">,
  { principal }: Asker,
  grant: Grant,
  { labels }: Pick<ClusterView, "labels">,
): Decision {
  const cluster = policyCluster(grant.cluster, labels);
  return decide(policy, { principal: asPolicyPerson(principal), cluster, action: "revoke", context: termsOf(grant) });
}
