import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { clusterProvisioning } from "./cluster-provisioning";
import { says } from "./given/testing";

const nothing = {
  public: { address: null },
  private: { address: null },
  dns: { host: null },
} as const;

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return clusterProvisioning.evaluate(healthySnapshot(replaced));
}

describe("cluster-provisioning", () => {
  it.each([
    { status: "PROVISIONING", remedies: ["wait-for-cluster"] },
    { status: "STOPPING", remedies: [] },
  ] as const)("fails for $status", ({ status, remedies }) => {
    const finding = evaluate({ cluster: clusterView({ status }) });
    expect(finding).toMatchObject({ status: "fail", severity: "blocking", bases: ["configuration"] });
    expect(finding?.remedies.map(({ id }) => id)).toEqual(remedies);
  });

  it.each(["RUNNING", "RECONCILING", "ERROR", "DEGRADED", "STATUS_UNSPECIFIED"] as const)("passes for %s", (status) => {
    expect(evaluate({ cluster: clusterView({ status }) })).toMatchObject({ status: "pass" });
  });

  it("fails for a cluster without any endpoint, and passes with one", () => {
    expect(evaluate({ cluster: clusterView({ endpoints: nothing }) })).toMatchObject({
      status: "fail",
      certainty: "likely",
    });
    const one = { ...nothing, dns: { host: "gke-0a1b-123456789012.europe-west1.gke.goog" } };
    expect(evaluate({ cluster: clusterView({ endpoints: one }) })).toMatchObject({ status: "pass" });
  });

  it("takes gcloud's error for agreement only", () => {
    const errorText = says("gcloud-cluster-provisioning");
    expect(evaluate({ errorText })).toMatchObject({ status: "pass" });
    expect(evaluate({ errorText, cluster: clusterView({ status: "PROVISIONING" }) })).toMatchObject({
      status: "fail",
      bases: ["configuration", "error-text"],
    });
    const open = says(["gcloud-no-private-endpoint", "gcloud-cluster-provisioning"]);
    expect(evaluate({ errorText: open, cluster: clusterView({ status: "PROVISIONING" }) })).toMatchObject({
      bases: ["configuration"],
    });
  });

  it("is advice when the API server answered all the same", () => {
    const cluster = clusterView({ status: "STOPPING" });
    expect(evaluate({ cluster, errorText: says("http-403") })).toMatchObject({ status: "fail", severity: "advisory" });
  });

  it("is unknown without the cluster", () => {
    expect(evaluate({ cluster: unobserved("timed-out", "no answer") })).toMatchObject({ status: "unknown" });
    expect(evaluate({ cluster: undefined })).toBeUndefined();
  });

  it("says which of the two it is", () => {
    expect(evaluate({ cluster: clusterView({ status: "PROVISIONING" }) })?.title).toBe(
      "The cluster is still being created",
    );
    expect(evaluate({ cluster: clusterView({ status: "STOPPING" }) })?.title).toBe("The cluster is being deleted");
  });

  it("leaves a cluster in ERROR to the check of that, with or without endpoints", () => {
    const cluster = clusterView({ status: "ERROR", endpoints: nothing });
    expect(evaluate({ cluster })).toMatchObject({ status: "not-applicable" });
  });

  it("is not contradicted by an answer that says not ready", () => {
    const cluster = clusterView({ status: "STOPPING" });
    expect(evaluate({ cluster, errorText: says("http-503") })).toMatchObject({ severity: "blocking" });
    expect(evaluate({ cluster, errorText: says("http-403") })).toMatchObject({ severity: "advisory" });
  });
});
