import { describe, expect, it } from "vitest";
import type { TlsProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { interceptingProxy } from "./intercepting-proxy";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const foreign = says("tls-unknown-ca");
const closed = says(["tls-eof", "http-eof"]);

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return interceptingProxy.evaluate(healthySnapshot(replaced));
}

function probe(outcome: TlsProbe["outcome"]): TlsProbe {
  return { outcome, trust: "cluster-ca", issuer: "CN=Corp Inspection", names: [], validTo: "", detail: "" };
}

describe("intercepting-proxy", () => {
  it.each(["proxy-407", "proxy-403", "proxy-502", "captive-portal"] as const)("fails for %s", (cause) => {
    expect(evaluate({ errorText: says(cause, { proxy: "proxy.corp.example:3128" }) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["error-text"],
      remedies: [{ id: "correct-proxy", params: { proxy: "proxy.corp.example:3128" } }],
    });
  });

  it("fails as likely when the kubeconfig has the cluster's CA and another's certificate came", () => {
    expect(evaluate({ errorText: foreign, kubeconfig: kubeconfigOf() })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["error-text", "configuration"],
      remedies: [{ id: "correct-proxy", params: { proxy: null } }],
    });
  });

  it("offers the DNS endpoint, whose public certificate a company's roots may cover, when it is open", () => {
    const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
    expect(evaluate({ errorText: foreign, kubeconfig: kubeconfigOf(), cluster })?.remedies[1]).toEqual({
      id: "get-credentials",
      params: { endpoint: "dns" },
    });
  });

  it.each([
    ["another CA", kubeconfigOf({ caSha256: "bb".repeat(32) })],
    ["no CA to compare", kubeconfigOf({ caSha256: null })],
    ["another server", kubeconfigOf({ server: "34.79.8.9" })],
    ["a pinned CA at the DNS endpoint", kubeconfigOf({ server: "gke-0a1b-123456789012.europe-west1.gke.goog" })],
    ["no kubeconfig", { given: false } as const],
  ])("does not blame a proxy for an unknown CA with %s", (_, kubeconfig) => {
    expect(evaluate({ errorText: foreign, kubeconfig })).toMatchObject({ status: "not-applicable" });
  });

  it("takes a connection that was closed for a proxy's doing only when TLS or a proxy is sure", () => {
    const proxied = kubeconfigOf({ proxyUrl: "http://proxy.corp.example:3128" });
    expect(evaluate({ errorText: closed })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: closed, kubeconfig: proxied })).toMatchObject({ status: "fail", certainty: "likely" });
    expect(evaluate({ errorText: says("tls-eof") })).toMatchObject({ status: "fail", certainty: "likely" });
    expect(evaluate({ errorText: says("http-eof"), kubeconfig: proxied })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { outcome: "unknown-ca", status: "fail" },
    { outcome: "trusted", status: "pass" },
    { outcome: "name-mismatch", status: "not-applicable" },
    { outcome: "closed", status: "not-applicable" },
  ] as const)("is $status from this server when TLS is $outcome", ({ outcome, status }) => {
    expect(evaluate({ request: fromServer, tls: probe(outcome) })).toMatchObject({ status });
  });

  it("lets no probe from this server decide for a browser", () => {
    expect(evaluate({ tls: probe("unknown-ca") })).toMatchObject({ status: "not-applicable" });
  });

  it("waits only for what it needs", () => {
    expect(evaluate({ tls: undefined, cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: fromServer, tls: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, tls: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText: foreign, kubeconfig: kubeconfigOf(), cluster: undefined })).toBeUndefined();
    expect(
      evaluate({ errorText: foreign, kubeconfig: kubeconfigOf(), cluster: unobserved("timed-out", "no answer") }),
    ).toMatchObject({ status: "not-applicable" });
  });
});
