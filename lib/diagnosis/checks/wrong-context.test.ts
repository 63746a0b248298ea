import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf } from "./given/testing";
import { wrongContext } from "./wrong-context";

const other = "gke_corp-data-prod_europe-west1_reporting";
const elsewhere = kubeconfigOf({ context: other, server: "34.79.8.9" });

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return wrongContext.evaluate(healthySnapshot(replaced));
}

describe("wrong-context", () => {
  it("passes for this cluster's context, whatever its server", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ server: "34.79.8.9" }) })).toMatchObject({ status: "pass" });
  });

  it.each([
    "gke_corp-data-prod_europe-west1_reporting",
    "gke_corp-data-prod_europe-west1-b_analytics-private",
    "gke_corp-data-test_europe-west1_analytics-private",
  ])("fails for %s with a server that is not this cluster's", (context) => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ context, server: "34.79.8.9" }) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["kubeconfig"],
      remedies: [
        { id: "use-context", params: { context: "gke_corp-data-prod_europe-west1_analytics-private" } },
        { id: "get-credentials", params: { endpoint: "public" } },
      ],
    });
  });

  it.each(["34.78.1.2", "34.78.1.2:443", "172.16.0.2", "GKE-0a1b-123456789012.europe-west1.gke.goog"])(
    "passes for another name when the server %s is this cluster's",
    (server) => {
      expect(evaluate({ kubeconfig: kubeconfigOf({ context: other, server }) })).toMatchObject({ status: "pass" });
    },
  );

  it.each([
    { caSha256: "bb".repeat(32), status: "fail" },
    { caSha256: null, status: "fail" },
    { caSha256: "aa".repeat(32), status: "pass" },
  ])("is $status for another name at the same private address with the CA $caSha256", ({ caSha256, status }) => {
    const kubeconfig = kubeconfigOf({ context: other, server: "172.16.0.2", caSha256 });
    expect(evaluate({ kubeconfig })).toMatchObject({ status, certainty: status === "fail" ? "likely" : "certain" });
  });

  it("takes the address of a public endpoint that is off for this cluster's", () => {
    const endpoints = { public: { enabled: false, address: null }, retiredPublicAddress: "34.79.8.9" };
    expect(evaluate({ kubeconfig: elsewhere, cluster: clusterView({ endpoints }) })).toMatchObject({ status: "pass" });
  });

  it("is only likely through a tunnel", () => {
    const kubeconfig = kubeconfigOf({ context: other, server: "127.0.0.1:8443" });
    expect(evaluate({ kubeconfig })).toMatchObject({ status: "fail", certainty: "likely" });
  });

  it.each([
    ["no kubeconfig", { given: false } as const],
    ["a name that tells no cluster", kubeconfigOf({ context: "prod", server: "34.79.8.9" })],
    ["no context", kubeconfigOf({ context: null })],
    ["no server", kubeconfigOf({ context: other, server: null })],
  ])("does not apply to %s, and waits for nothing", (_, kubeconfig) => {
    expect(evaluate({ kubeconfig, cluster: undefined })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the cluster when the name differs, and is unknown without it", () => {
    expect(evaluate({ kubeconfig: elsewhere, cluster: undefined })).toBeUndefined();
    const cluster = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    expect(evaluate({ kubeconfig: elsewhere, cluster })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "cluster", reason: "permission-denied", detail: "container.clusters.get on corp-data-prod" }],
    });
  });
});
