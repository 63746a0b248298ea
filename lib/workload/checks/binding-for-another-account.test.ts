import { describe, expect, it } from "vitest";
import { healthySnapshot, member, policyOf, pool, says, unobserved } from "@/lib/workload/facts/testing";
import { bindingForAnotherAccount } from "./binding-for-another-account";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return bindingForAnotherAccount.evaluate(healthySnapshot(replaced));
}

describe("binding-for-another-account", () => {
  const other = (text: string) => policyOf({ members: [`serviceAccount:${text}`] });

  it.each([
    [`${pool}[dbt-test/dbt-runner]`, "The binding names another namespace"],
    [`${pool}[dbt/dbt]`, "The binding names another service account"],
    ["corp-data-test.svc.id.goog[dbt/dbt-runner]", "The binding names another project pool"],
  ])("fails for %s: %s", (text, title) => {
    expect(evaluate({ policy: other(text) })).toMatchObject({
      status: "fail",
      title,
      certainty: "likely",
      remedies: [{ id: "add-binding", params: {} }],
    });
    expect(evaluate({ policy: other(text), errorText: says("token-denied") })).toMatchObject({ certainty: "certain" });
  });

  it.each([
    ["two parts differ", [`serviceAccount:${pool}[web/frontend]`]],
    ["the right one is there as well", [`serviceAccount:${pool}[dbt-test/dbt-runner]`, member]],
    ["nobody is bound", []],
  ])("does not apply when %s", (_, members) => {
    expect(evaluate({ policy: policyOf({ members }) })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the policy could not be read", () => {
    expect(evaluate({ policy: unobserved("permission-denied", "x") })).toMatchObject({ status: "unknown" });
  });
});
