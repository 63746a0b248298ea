import { describe, expect, it } from "vitest";
import { gsa, healthySnapshot, unobserved } from "@/lib/workload/facts/testing";
import { googleServiceAccountDisabled } from "./google-service-account-disabled";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return googleServiceAccountDisabled.evaluate(healthySnapshot(replaced));
}

describe("google-service-account-disabled", () => {
  it.each([
    [true, "fail"],
    [false, "pass"],
  ])("when disabled is %s it is %s", (disabled, status) => {
    const account = { outcome: "found", email: gsa, uniqueId: "1", disabled } as const;
    expect(evaluate({ googleServiceAccount: account })).toMatchObject({ status, certainty: "certain" });
  });

  it.each([{ outcome: "none" }, { outcome: "not-found", message: "" }] as const)("does not apply to %o", (account) => {
    expect(evaluate({ googleServiceAccount: account })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when it could not be read", () => {
    expect(evaluate({ googleServiceAccount: unobserved("permission-denied", "x") })).toMatchObject({
      status: "unknown",
    });
  });
});
