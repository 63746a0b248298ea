import { impersonationRole } from "@/lib/workload/facts/derive/member";
import type { IamBinding, IamPolicyView } from "@/lib/workload/facts/iam-view";

/** True when the member has the role to act as the account without a condition. */
export function hasMember({ bindings }: IamPolicyView, member: string): boolean {
  return bindings.some((binding) => isPlain(binding) && binding.members.includes(member));
}

/** The policy with the member bound without a condition; everything else stays, in its order. */
export function withMember(policy: IamPolicyView, member: string): IamPolicyView {
  if (hasMember(policy, member)) return policy;
  const { bindings } = policy;
  const position = bindings.findIndex(isPlain);
  const grown = bindings.map((binding, index) =>
    index === position ? { ...binding, members: [...binding.members, member] } : binding,
  );
  const added: IamBinding = { role: impersonationRole, members: [member], condition: null };
  return { ...policy, bindings: position < 0 ? [...bindings, added] : grown };
}

/** The policy without that binding of the member. One with a condition stays, and so does every other member. */
export function withoutMember(policy: IamPolicyView, member: string): IamPolicyView {
  if (!hasMember(policy, member)) return policy;
  const bindings = policy.bindings.flatMap((binding) => {
    if (!isPlain(binding) || !binding.members.includes(member)) return [binding];
    const members = binding.members.filter((other) => other !== member);
    return members.length === 0 ? [] : [{ ...binding, members }];
  });
  return { ...policy, bindings };
}

/** The body that sets it, as IAM takes it. A policy with conditions is refused in a version below 3. */
export function policyBody({ etag, bindings }: IamPolicyView) {
  const sent = bindings.map(({ condition, ...binding }) => (condition ? { ...binding, condition } : binding));
  return { policy: { bindings: sent, etag, version: 3 } };
}

function isPlain({ role, condition }: IamBinding): boolean {
  return role === impersonationRole && condition === null;
}
