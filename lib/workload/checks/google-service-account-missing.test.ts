import { describe, expect, it } from "vitest";
import { gsa, healthySnapshot, request, says, unobserved } from "@/lib/workload/facts/testing";
import { googleServiceAccountMissing } from "./google-service-account-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return googleServiceAccountMissing.evaluate(healthySnapshot(replaced));
}

describe("google-service-account-missing", () => {
  const unread = unobserved("permission-denied", "iam.serviceAccounts.get");
  const gaia = (googleServiceAccount?: string) =>
    says("google-service-account-unknown", googleServiceAccount === undefined ? {} : { googleServiceAccount });

  it("fails when IAM does not know it", () => {
    const finding = evaluate({ googleServiceAccount: { outcome: "not-found", message: "Unknown service account" } });
    expect(finding).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "create-google-service-account", params: {} }],
    });
  });

  it.each([
    ["the same account", gaia(gsa), "fail", "certain"],
    ["no account", gaia(), "fail", "likely"],
    ["another account", gaia("other@corp-data-prod.iam.gserviceaccount.com"), "unknown", "certain"],
  ] as const)("could not be read, and the text names %s", (_, errorText, status, certainty) => {
    expect(evaluate({ googleServiceAccount: unread, errorText })).toMatchObject({ status, certainty });
  });

  it("passes when it is there, whatever an old text says", () => {
    expect(evaluate({ errorText: gaia(gsa) })).toMatchObject({ status: "pass" });
  });

  it("is unknown, not fail, when IAM refused to tell: it says the same of both", () => {
    expect(evaluate({ googleServiceAccount: unread })).toMatchObject({
      status: "unknown",
      missing: [{ reason: "permission-denied" }],
    });
  });

  it("waits for the account, but not for the direct principal", () => {
    expect(evaluate({ googleServiceAccount: undefined })).toBeUndefined();
    const asked = request({ googleServiceAccount: null });
    expect(evaluate({ request: asked, googleServiceAccount: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
