import { callLimits } from "@/lib/changes/applier-context";
import { hasMember, withMember, withoutMember } from "@/lib/workload/remedies/policy-edit";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { Look, LookContext } from "./look";

type PolicyStep = Extract<WorkloadStep, { kind: "add-binding" | "remove-binding" }>;

/** Read, change one member, and write back with the etag: everything else is sent as it was read. */
export async function lookAtPolicy(
  { kind, googleServiceAccount, member }: PolicyStep,
  { workloads: { iam } }: LookContext,
): Promise<Look> {
  const before = await iam.getPolicy(googleServiceAccount, callLimits.read);
  const shall = kind === "add-binding";
  if (hasMember(before, member) === shall) return { kind: "as-wished" };
  const after = shall ? withMember(before, member) : withoutMember(before, member);
  return {
    kind: "ready",
    async send() {
      await iam.setPolicy(googleServiceAccount, { before, after }, callLimits.update);
      return {};
    },
  };
}
