import type { Refusal } from "@/lib/engine/plan";
import { bindingStanding } from "@/lib/workload/facts/derive/binding-standing";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { RepairScene } from "./define-repair";
import { readyAccount } from "./google-account-ready";
import type { WorkloadStep } from "./steps";

type Facts = Pick<WorkloadFactValues, "googleServiceAccount" | "policy">;

/**
 * The step that binds the Kubernetes service account, or why there is none. `bound`: what lets it act as the account
 * already. A binding with a condition counts as one: somebody wrote it, and nothing goes around it.
 */
export function bindingStep(
  { googleServiceAccount: account, policy: { policy } }: Facts,
  { request, cluster, pool, member }: RepairScene,
): WorkloadStep | Refusal | { readonly bound: string; readonly condition: boolean } {
  const ready = readyAccount(request, account);
  if ("refused" in ready) return ready;
  if (policy === null) return { refused: "The policy of the Google service account is not known." };
  const { namespace, serviceAccount } = request;
  const standing = bindingStanding(policy, { cluster: cluster.name, pool, namespace, serviceAccount });
  if (standing.kind === "granted") {
    return { bound: `${standing.member} has ${standing.role} on ${ready.email} already.`, condition: false };
  }
  if (standing.kind === "conditional") {
    const bound = `${standing.member} is bound with the condition "${standing.title}", which somebody wrote: it stays, and nothing is bound beside it. Take the condition off where it is not wanted.`;
    return { bound, condition: true };
  }
  return { kind: "add-binding", googleServiceAccount: ready.email, member };
}
