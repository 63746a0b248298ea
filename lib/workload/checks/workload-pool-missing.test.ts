import { describe, expect, it } from "vitest";
import { foundCluster, healthySnapshot, says, unobserved } from "@/lib/workload/facts/testing";
import { workloadPoolMissing } from "./workload-pool-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return workloadPoolMissing.evaluate(healthySnapshot(replaced));
}

describe("workload-pool-missing", () => {
  it("fails without a pool, and names the one that it would be", () => {
    const finding = evaluate({
      cluster: foundCluster({ workloadPool: null }),
      errorText: says("identity-pool-missing"),
    });
    expect(finding).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["configuration", "error-text"],
      remedies: [{ id: "enable-workload-identity", params: {} }],
    });
    expect(finding?.summary).toContain("corp-data-prod.svc.id.goog");
  });

  it("passes with a pool, also when an old text says that there is none", () => {
    expect(evaluate({ errorText: says("identity-pool-missing") })).toMatchObject({ status: "pass" });
  });

  it("does not judge Autopilot, which always has one, and hidden clusters", () => {
    expect(evaluate({ cluster: foundCluster({ mode: "autopilot", workloadPool: null }) })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ cluster: { outcome: "tenant" } })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the cluster could not be read", () => {
    expect(evaluate({ cluster: unobserved("timed-out", "8 s") })).toMatchObject({ status: "unknown" });
  });
});
