import type { IamPolicyView } from "@/lib/workload/facts/iam-view";

/** Whether a policy grants the role to somebody for whom `isMember` holds: without a condition, only with one, or not. */
export function grantOf(
  { bindings }: Pick<IamPolicyView, "bindings">,
  role: string,
  isMember: (member: string) => boolean,
): { readonly granted: "yes" | "conditional" | "not-here"; readonly member: string | null } {
  const hits = bindings.flatMap((binding) => {
    const member = binding.role === role ? binding.members.find(isMember) : undefined;
    return member === undefined ? [] : [{ member, isConditional: binding.condition !== null }];
  });
  const best = hits.find(({ isConditional }) => !isConditional) ?? hits[0];
  if (!best) return { granted: "not-here", member: null };
  return { granted: best.isConditional ? "conditional" : "yes", member: best.member };
}
