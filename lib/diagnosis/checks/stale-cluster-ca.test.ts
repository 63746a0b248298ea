import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { staleClusterCa } from "./stale-cluster-ca";

const old = { caSha256: "bb".repeat(32) };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return staleClusterCa.evaluate(healthySnapshot(replaced));
}

describe("stale-cluster-ca", () => {
  it("passes for the cluster's CA, whatever the error text says", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf(), errorText: says("tls-unknown-ca") })).toMatchObject({
      status: "pass",
    });
  });

  it.each([
    { server: "34.78.1.2", endpoint: "public" },
    { server: "172.16.0.2", endpoint: "private" },
  ])("fails for another CA at the $endpoint endpoint", ({ server, endpoint }) => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ ...old, server }) })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
      bases: ["kubeconfig", "configuration"],
      remedies: [{ id: "get-credentials", params: { endpoint } }],
    });
  });

  it("shows the error text that agrees", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf(old), errorText: says("tls-unknown-ca") })).toMatchObject({
      certainty: "certain",
      bases: ["kubeconfig", "configuration", "error-text"],
    });
    const open = says(["tls-unknown-ca", "proxy-untrusted"]);
    expect(evaluate({ kubeconfig: kubeconfigOf(old), errorText: open })).toMatchObject({
      bases: ["kubeconfig", "configuration"],
    });
  });

  it("is advice when the server answered all the same", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf(old), errorText: says("http-403") })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it.each([
    ["the DNS endpoint", { server: "gke-0a1b-123456789012.europe-west1.gke.goog" }],
    ["another cluster's address", { server: "34.79.8.9" }],
    ["a tunnel", { server: "127.0.0.1:8443" }],
    ["no server", { server: null }],
    ["a CA in a file of its own", { caSha256: null }],
  ])("does not apply to %s", (_, differences) => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ ...old, ...differences }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply when the cluster's CA is not known", () => {
    expect(evaluate({ kubeconfig: kubeconfigOf(old), cluster: clusterView({ caSha256: null }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("waits for the cluster only when a CA was given, and is unknown without it", () => {
    expect(evaluate({ cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster: undefined, kubeconfig: kubeconfigOf(old) })).toBeUndefined();
    expect(evaluate({ cluster: unobserved("timed-out", "no answer"), kubeconfig: kubeconfigOf(old) })).toMatchObject({
      status: "unknown",
    });
  });
});
