import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IamBinding, IamPolicyView } from "@/lib/workload/facts/iam-view";
import { hasMember, policyBody, withMember, withoutMember } from "./policy-edit";

const role = "roles/iam.workloadIdentityUser";
const member = "serviceAccount:p.svc.id.goog[ns/ksa]";
const condition = { title: "t", expression: "true" };

const arbitraryMember = fc.constantFrom(member, "user:a@b", "group:g@b", "serviceAccount:p.svc.id.goog[ns/other]");
const arbitraryBinding: fc.Arbitrary<IamBinding> = fc.record({
  role: fc.constantFrom(role, "roles/iam.serviceAccountUser"),
  members: fc.uniqueArray(arbitraryMember, { minLength: 1 }),
  condition: fc.constantFrom(null, condition),
});
/** As Google keeps it: one binding for each role and condition. */
const arbitraryPolicy: fc.Arbitrary<IamPolicyView> = fc
  .uniqueArray(arbitraryBinding, { selector: (binding) => `${binding.role} ${binding.condition?.title}` })
  .map((bindings) => ({ etag: "BwX", version: 3, bindings }));

const pairs = ({ bindings }: IamPolicyView) =>
  bindings.flatMap((binding) => binding.members.map((one) => JSON.stringify([binding.role, binding.condition, one])));
const own = JSON.stringify([role, null, member]);

describe("a member of a policy", () => {
  it("comes and goes alone, and the rest stays as it was, in its order", () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        const more = withMember(policy, member);
        const less = withoutMember(policy, member);
        expect(hasMember(more, member)).toBe(true);
        expect(hasMember(less, member)).toBe(false);
        const rest = pairs(policy).filter((pair) => pair !== own);
        expect(pairs(more).filter((pair) => pair !== own)).toEqual(rest);
        expect(pairs(less)).toEqual(rest);
        expect(more.etag).toBe(policy.etag);
        if (!hasMember(policy, member)) expect(withoutMember(more, member)).toEqual(policy);
        expect(less.bindings.every(({ members }) => members.length > 0)).toBe(true);
      }),
    );
  });

  it("is sent in version 3, with conditions only where there are some", () => {
    const bindings = [
      { role, members: [member], condition: null },
      { role, members: ["user:a@b"], condition },
    ];
    expect(policyBody({ etag: "e", version: 1, bindings })).toEqual({
      policy: {
        etag: "e",
        version: 3,
        bindings: [
          { role, members: [member] },
          { role, members: ["user:a@b"], condition },
        ],
      },
    });
  });
});
