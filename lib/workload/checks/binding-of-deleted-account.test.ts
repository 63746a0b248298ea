import { describe, expect, it } from "vitest";
import { healthySnapshot, member, policyOf, request, says, unobserved } from "@/lib/workload/facts/testing";
import { bindingOfDeletedAccount } from "./binding-of-deleted-account";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return bindingOfDeletedAccount.evaluate(healthySnapshot(replaced));
}

describe("binding-of-deleted-account", () => {
  const deleted = `deleted:${member}?uid=104893112233445566778`;

  it.each([
    [{ given: false } as const, "likely"],
    [says("token-denied"), "certain"],
  ])("fails for a binding of what was deleted", (errorText, certainty) => {
    expect(evaluate({ policy: policyOf({ members: [deleted] }), errorText })).toMatchObject({
      status: "fail",
      certainty,
      remedies: [{ id: "add-binding", params: {} }],
    });
  });

  it.each([
    ["a living one is there as well", [deleted, member]],
    ["something else was deleted", ["deleted:serviceAccount:other@corp.iam.gserviceaccount.com?uid=1"]],
    ["nothing was", [member]],
  ])("does not apply when %s", (_, members) => {
    expect(evaluate({ policy: policyOf({ members }) })).toMatchObject({ status: "not-applicable" });
  });

  it("does not apply to the direct principal", () => {
    const given = { request: request({ googleServiceAccount: null }), policy: { policy: null } };
    expect(evaluate(given)).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the policy could not be read", () => {
    expect(evaluate({ policy: unobserved("permission-denied", "iam.serviceAccounts.getIamPolicy") })).toMatchObject({
      status: "unknown",
    });
  });
});
