import { describe, expect, it } from "vitest";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView, healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { clusterUnhealthy } from "./cluster-unhealthy";
import { says } from "./given/testing";

function evaluate(status: ClusterView["status"], codes: readonly string[] = [], errorText = {}) {
  const conditions = codes.map((code) => ({ code, message: "" }));
  const cluster = clusterView({ status, conditions });
  return clusterUnhealthy.evaluate(healthySnapshot({ cluster, ...errorText }));
}

describe("cluster-unhealthy", () => {
  it.each([
    { status: "ERROR", codes: [], severity: "blocking" },
    { status: "ERROR", codes: ["GCE_STOCKOUT"], severity: "blocking" },
    { status: "DEGRADED", codes: ["CLOUD_KMS_KEY_ERROR"], severity: "blocking" },
    { status: "DEGRADED", codes: ["CA_EXPIRING", "CLOUD_KMS_KEY_DESTROYED"], severity: "blocking" },
    { status: "DEGRADED", codes: ["CA_EXPIRING"], severity: "advisory" },
    { status: "DEGRADED", codes: ["GKE_SERVICE_ACCOUNT_DELETED"], severity: "advisory" },
    { status: "DEGRADED", codes: [], severity: "advisory" },
    { status: "RUNNING", codes: ["CA_EXPIRING"], severity: "advisory" },
    { status: "RUNNING", codes: ["CLOUD_KMS_KEY_ERROR"], severity: "advisory" },
  ] as const)("fails for $status $codes as $severity", ({ status, codes, severity }) => {
    expect(evaluate(status, codes)).toMatchObject({
      status: "fail",
      severity,
      bases: ["configuration"],
      remedies: [{ id: "repair-cluster", params: {} }],
    });
  });

  it.each(["RUNNING", "RECONCILING"] as const)("passes for %s", (status) => {
    expect(evaluate(status)).toMatchObject({ status: "pass" });
  });

  it("notes that a zonal control plane may be away for a while", () => {
    const cluster = clusterView({ status: "RECONCILING", kind: "zonal" });
    expect(clusterUnhealthy.evaluate(healthySnapshot({ cluster }))).toMatchObject({
      status: "pass",
      summary: "GKE is working on the cluster (RECONCILING). Its one control plane may be away for some minutes.",
    });
  });

  it.each(["PROVISIONING", "STOPPING"] as const)("leaves %s to the check of that", (status) => {
    expect(evaluate(status)).toMatchObject({ status: "not-applicable" });
  });

  it("does not conclude anything from a status that it does not know, whatever the conditions", () => {
    expect(evaluate("STATUS_UNSPECIFIED")).toMatchObject({ status: "unknown", missing: [{ fact: "cluster" }] });
    expect(evaluate("STATUS_UNSPECIFIED", ["CLOUD_KMS_KEY_ERROR"])).toMatchObject({ status: "unknown" });
  });

  it("is not contradicted by an answer that says not ready", () => {
    const unready = { errorText: says("http-503") };
    expect(evaluate("ERROR", [], unready)).toMatchObject({ status: "fail", severity: "blocking" });
    expect(evaluate("DEGRADED", ["CLOUD_KMS_KEY_ERROR"], unready)).toMatchObject({ severity: "blocking" });
  });

  it.each(["ERROR", "DEGRADED"] as const)("is advice when the API server of a cluster in %s answered", (status) => {
    const answered = { errorText: says("http-403") };
    expect(evaluate(status, ["CLOUD_KMS_KEY_ERROR"], answered)).toMatchObject({ status: "fail", severity: "advisory" });
  });

  it("shows what Google says", () => {
    const conditions = [{ code: "CLOUD_KMS_KEY_ERROR", message: "Key is disabled." }];
    const cluster = clusterView({ status: "DEGRADED", conditions, statusMessage: "etcd is not readable" });
    expect(clusterUnhealthy.evaluate(healthySnapshot({ cluster }))?.evidence.map(({ observed }) => observed)).toEqual([
      "DEGRADED",
      "Key is disabled.",
      "etcd is not readable",
    ]);
  });
});
