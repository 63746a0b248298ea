import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { staleServerAddress } from "./stale-server-address";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return staleServerAddress.evaluate(healthySnapshot(replaced));
}

describe("stale-server-address", () => {
  it.each(["34.78.1.2", "34.78.1.2:443", "172.16.0.2", "gke-0a1b-123456789012.europe-west1.gke.goog"])(
    "passes for %s, an endpoint of the cluster",
    (server) => {
      expect(evaluate({ kubeconfig: kubeconfigOf({ server }) })).toMatchObject({ status: "pass" });
    },
  );

  it.each([
    { server: "34.78.1.3", certainty: "certain" },
    { server: "gke-ffff-123456789012.europe-west1.gke.goog", certainty: "certain" },
    { server: "10.1.2.3:8443", certainty: "likely" },
  ])("fails for $server as $certainty", ({ server, certainty }) => {
    expect(evaluate({ kubeconfig: kubeconfigOf({ server }) })).toMatchObject({
      status: "fail",
      certainty,
      bases: ["kubeconfig", "configuration"],
      remedies: [{ id: "get-credentials", params: { endpoint: "public" } }],
    });
  });

  it.each(["localhost:8443", "127.0.0.1:8443", "[::1]:8443", "k8s.corp.example", "connectgateway.googleapis.com"])(
    "does not apply to %s, whose far end is not known",
    (server) => {
      expect(evaluate({ kubeconfig: kubeconfigOf({ server }) })).toMatchObject({ status: "not-applicable" });
    },
  );

  it("leaves the address of a public endpoint that is off to the check of that", () => {
    const endpoints = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };
    expect(evaluate({ kubeconfig: kubeconfigOf(), cluster: clusterView({ endpoints }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("takes a private address at which an API server answered for a relay, a public one not", () => {
    const errorText = says("http-401");
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf({ server: "10.1.2.3" }) })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf({ server: "34.78.1.3" }) })).toMatchObject({
      status: "fail",
    });
  });

  it("reads the address from the error text when there is no kubeconfig", () => {
    const away = says("tcp-timeout", { host: "34.78.1.3", address: "34.78.1.3", port: 443 });
    const here = says("tcp-timeout", { host: "34.78.1.2", address: "34.78.1.2", port: 443 });
    expect(evaluate({ errorText: away })).toMatchObject({
      status: "fail",
      summary: "kubectl connects to 34.78.1.3, which is none of this cluster's endpoints.",
      evidence: [
        { observed: "34.78.1.3" },
        {
          observed:
            "public endpoint 34.78.1.2, private endpoint 172.16.0.2, DNS endpoint gke-0a1b-123456789012.europe-west1.gke.goog",
        },
      ],
      bases: ["error-text", "configuration"],
    });
    expect(evaluate({ errorText: here })).toMatchObject({ status: "pass" });
    expect(evaluate({ errorText: here, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "pass" });
  });

  it.each([
    { host: "34.78.1.3", status: "fail" },
    { host: "gke-ffff-123456789012.europe-west1.gke.goog", status: "fail" },
    { host: "172.16.0.2", status: "pass" },
    { host: "10.9.9.9", status: "pass" },
    { host: "127.0.0.1", status: "pass" },
    { host: "oauth2.example.com", status: "pass" },
  ])("is $status for a good kubeconfig and an error about $host", ({ host, status }) => {
    expect(evaluate({ errorText: says("tcp-timeout", { host }), kubeconfig: kubeconfigOf() })).toMatchObject({
      status,
    });
  });

  it("says that kubectl used another kubeconfig than the one given", () => {
    const errorText = says("http-403", { host: "34.78.1.3" });
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf() })).toMatchObject({
      title: "Your error is about another server",
      certainty: "likely",
      bases: ["error-text", "kubeconfig", "configuration"],
      remedies: [{ id: "get-credentials", params: { endpoint: "public" } }],
    });
  });

  it("offers no kubeconfig for a cluster without a usable endpoint", () => {
    const off = { enabled: false, address: null };
    const dns = { host: null };
    const cluster = clusterView({ endpoints: { ipEnabled: false, public: off, private: off, dns } });
    expect(evaluate({ kubeconfig: kubeconfigOf(), cluster })).toMatchObject({
      status: "fail",
      summary: "The kubeconfig connects to 34.78.1.2, which is none of this cluster's endpoints.",
      remedies: [],
    });
  });

  it("waits for the cluster only when a server was given, and is unknown without it", () => {
    expect(evaluate({ cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster: undefined, kubeconfig: kubeconfigOf() })).toBeUndefined();
    const cluster = unobserved("timed-out", "container.googleapis.com gave no answer");
    expect(evaluate({ cluster, kubeconfig: kubeconfigOf() })).toMatchObject({ status: "unknown" });
  });
});
