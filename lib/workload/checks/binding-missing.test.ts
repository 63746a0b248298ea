import { describe, expect, it } from "vitest";
import {
  gsa,
  healthySnapshot,
  member,
  policyOf,
  pool,
  proofOf,
  request,
  says,
  unobserved,
} from "@/lib/workload/facts/testing";
import { bindingMissing } from "./binding-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return bindingMissing.evaluate(healthySnapshot(replaced));
}

describe("binding-missing", () => {
  const nobody = policyOf();
  const recent = { bindings: [{ at: "2026-01-01T11:58:00Z", member, googleServiceAccount: gsa }] };

  it.each([
    ["nothing was seen", {}, "likely"],
    ["the text says that IAM refused", { errorText: says("token-denied") }, "certain"],
    ["a probe pod was refused", { proof: proofOf({ tokenStatus: 403 }) }, "certain"],
  ] as const)("fails for a policy without the member, when %s", (_, seen, certainty) => {
    expect(evaluate({ policy: nobody, ...seen })).toMatchObject({
      status: "fail",
      certainty,
      remedies: [{ id: "add-binding", params: {} }],
    });
  });

  it.each([
    ["the member", member, "roles/iam.workloadIdentityUser", "pass"],
    ["the member by another role with the permission", member, "roles/iam.serviceAccountTokenCreator", "pass"],
    ["the member by a role without it", member, "roles/iam.serviceAccountUser", "fail"],
    ["the member by a role of one's own", member, "projects/corp-data-prod/roles/pods", "unknown"],
    ["an unrelated member", `serviceAccount:${pool}[web/frontend]`, "roles/iam.workloadIdentityUser", "fail"],
    [
      "a member that misses by one part",
      `serviceAccount:${pool}[web/dbt-runner]`,
      "roles/iam.workloadIdentityUser",
      "not-applicable",
    ],
  ])("for %s", (_, who, role, status) => {
    expect(evaluate({ policy: policyOf({ members: [who], role }) })).toMatchObject({ status });
  });

  it("is unknown, not fail, when Drawbridge added it a moment ago", () => {
    expect(evaluate({ policy: nobody, recentBindings: recent })).toMatchObject({ status: "unknown" });
  });

  it("does not apply to the direct principal", () => {
    const given = { request: request({ googleServiceAccount: null }), policy: { policy: null } };
    expect(evaluate(given)).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the policy could not be read, and waits for our own memory only when it matters", () => {
    expect(evaluate({ policy: unobserved("permission-denied", "x") })).toMatchObject({ status: "unknown" });
    expect(evaluate({ policy: nobody, recentBindings: undefined })).toBeUndefined();
    expect(evaluate({ recentBindings: undefined, proof: undefined })).toMatchObject({ status: "pass" });
  });
});
