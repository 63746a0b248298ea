import { describe, expect, it } from "vitest";
import { healthySnapshot, request, unobserved } from "@/lib/workload/facts/testing";
import { serviceAccountMissing } from "./service-account-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return serviceAccountMissing.evaluate(healthySnapshot(replaced));
}

describe("service-account-missing", () => {
  it("fails when it is not there, passes when it is", () => {
    expect(evaluate({ serviceAccount: { exists: false } })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "create-service-account", params: {} }],
    });
    expect(evaluate({})).toMatchObject({ status: "pass" });
  });

  it("does not offer to make Composer's own", () => {
    const asked = request({ namespace: "composer-user-workloads", serviceAccount: "default" });
    expect(evaluate({ request: asked, serviceAccount: { exists: false } })).toMatchObject({
      status: "fail",
      remedies: [],
    });
    const own = request({ namespace: "composer-user-workloads" });
    expect(evaluate({ request: own, serviceAccount: { exists: false } })?.remedies).toHaveLength(1);
  });

  it("is unknown when it could not be read", () => {
    expect(evaluate({ serviceAccount: unobserved("unavailable", "503") })).toMatchObject({ status: "unknown" });
  });
});
