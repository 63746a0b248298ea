import { type BindingStanding, bindingStanding } from "@/lib/workload/facts/derive/binding-standing";
import { poolOf } from "@/lib/workload/facts/derive/identity";
import { impersonationMember, impersonationRole } from "@/lib/workload/facts/derive/member";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { CheckOutcome, Evidence } from "../outcome";
import { textThatSays } from "./evidence";

export type Bound = {
  readonly standing: BindingStanding;
  /** The member that the policy has to hold. */
  readonly member: string;
  /** The Google service account. */
  readonly email: string;
};

type Given = Pick<WorkloadFactValues, "request" | "cluster" | "policy">;

/** How the account's policy stands to the pod, or the outcome where there is nothing to bind. */
export function bindingOf({
  request,
  cluster,
  policy,
}: Given): Bound | Extract<CheckOutcome, { status: "not-applicable" }> {
  const email = request.googleServiceAccount;
  if (email === null) return { status: "not-applicable", summary: "The direct principal needs no binding." };
  if (cluster.outcome !== "found" || policy.policy === null) {
    return { status: "not-applicable", summary: "There is nothing to bind: the cluster is not known." };
  }
  const pool = poolOf(request, cluster);
  const { namespace, serviceAccount } = request;
  const standing = bindingStanding(policy.policy, { cluster: cluster.view.name, pool, namespace, serviceAccount });
  return { standing, member: impersonationMember(pool, namespace, serviceAccount), email };
}

export function memberEvidence(label: string, observed: string): Evidence {
  return { fact: "policy", label, observed, field: `bindings[role=${impersonationRole}].members` };
}

/**
 * Only a refusal makes a failure of the account's own policy certain: a role of the project or above it would do as well.
 */
export function refusedBinding(errorText: WorkloadFactValues["errorText"]) {
  const evidence = textThatSays(errorText, "token-denied");
  const certainty: { readonly certainty?: "likely" } = evidence.length > 0 ? {} : { certainty: "likely" };
  return { evidence, certainty };
}
