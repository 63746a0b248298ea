import { describe, expect, it } from "vitest";
import { healthySnapshot, unobserved } from "@/lib/workload/facts/testing";
import { clusterMissing } from "./cluster-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return clusterMissing.evaluate(healthySnapshot(replaced));
}

describe("cluster-missing", () => {
  it("fails when GKE does not know it", () => {
    const finding = evaluate({ cluster: { outcome: "not-found", message: "Not found" } });
    expect(finding).toMatchObject({ status: "fail", certainty: "certain", remedies: [] });
    expect(finding?.summary).toContain("projects/corp-data-prod/locations/europe-west1/clusters/analytics");
  });

  it("passes when it is there, and does not apply to Composer 3", () => {
    expect(evaluate({})).toMatchObject({ status: "pass" });
    expect(evaluate({ cluster: { outcome: "tenant" } })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when it could not be read", () => {
    expect(evaluate({ cluster: unobserved("permission-denied", "container.clusters.get") })).toMatchObject({
      status: "unknown",
    });
  });
});
