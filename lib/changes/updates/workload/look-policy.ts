import { callLimits } from "@/lib/changes/applier-context";
import { isGoogleError } from "@/lib/google/google-error";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import { hasMember, withMember, withoutMember } from "@/lib/workload/remedies/policy-edit";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { bindingUsers } from "./binding-users";
import type { Look, LookContext } from "./look";

type PolicyStep = Extract<WorkloadStep, { kind: "add-binding" | "remove-binding" }>;

/** Read, change one member, and write back with the etag: everything else is sent as it was read. */
export async function lookAtPolicy(step: PolicyStep, { cluster, workloads, updates }: LookContext): Promise<Look> {
  const { kind, googleServiceAccount, member } = step;
  const { iam } = workloads;
  const shall = kind === "add-binding";
  const before = await policyOf(step, iam);
  if (before === "gone" || hasMember(before, member) === shall) return { kind: "as-wished" };
  const [user] = shall ? [] : await bindingUsers(step, cluster, updates);
  if (user) {
    const why = `The binding of ${member} is used by ${user.cluster.cluster} by now ("${user.title}"): it stays.`;
    return { kind: "conflict", why };
  }
  const after = shall ? withMember(before, member) : withoutMember(before, member);
  return {
    kind: "ready",
    async send() {
      await iam.setPolicy(googleServiceAccount, { before, after }, callLimits.update);
      return {};
    },
  };
}

/** `gone`: the account was deleted, and with it the binding that is to go. */
async function policyOf(
  { kind, googleServiceAccount }: PolicyStep,
  iam: LookContext["workloads"]["iam"],
): Promise<IamPolicyView | "gone"> {
  try {
    return await iam.getPolicy(googleServiceAccount, callLimits.read);
  } catch (error) {
    if (kind === "remove-binding" && isGoogleError(error) && error.reason === "not-found") return "gone";
    throw error;
  }
}
