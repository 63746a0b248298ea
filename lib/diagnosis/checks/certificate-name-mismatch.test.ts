import { describe, expect, it } from "vitest";
import type { TlsProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { certificateNameMismatch } from "./certificate-name-mismatch";
import { kubeconfigOf, says } from "./given/testing";

const { name } = clusterView();
const fromServer = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const mismatch = says("tls-hostname-mismatch", { host: "127.0.0.1", validNames: ["10.132.0.2", "kubernetes"] });
const setName = { id: "set-tls-server-name", params: {} };
const anew = { id: "get-credentials", params: { endpoint: "public" } };

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return certificateNameMismatch.evaluate(healthySnapshot(replaced));
}

function probe(outcome: TlsProbe["outcome"]): TlsProbe {
  return { outcome, trust: "cluster-ca", issuer: "CN=cluster", names: ["kubernetes"], validTo: "", detail: "" };
}

describe("certificate-name-mismatch", () => {
  it.each([
    { server: "127.0.0.1:8443", remedies: [setName] },
    { server: "34.78.1.2", remedies: [anew] },
    { server: "bastion.corp.example:8443", remedies: [setName, anew] },
    { server: "gke-ffff-123456789012.europe-west1.gke.goog", remedies: [anew] },
    { server: "127.0.0.1:8443", tlsServerName: "kubernetes.default", remedies: [] },
  ])("fails for $server with the remedies that fit it", ({ remedies, ...differences }) => {
    expect(evaluate({ errorText: mismatch, kubeconfig: kubeconfigOf(differences) })).toMatchObject({
      status: "fail",
      bases: ["error-text"],
      remedies,
    });
  });

  it("reads the server from the error text when there is no kubeconfig", () => {
    expect(evaluate({ errorText: mismatch })).toMatchObject({ status: "fail", remedies: [setName] });
  });

  it("does not fail for a text that leaves it open, nor without one", () => {
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText: says(["tls-hostname-mismatch", "tls-unknown-ca"]) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it.each([
    { outcome: "name-mismatch", status: "fail" },
    { outcome: "trusted", status: "pass" },
    { outcome: "unknown-ca", status: "not-applicable" },
    { outcome: "timed-out", status: "not-applicable" },
  ] as const)("is $status from this server when TLS is $outcome", ({ outcome, status }) => {
    expect(evaluate({ request: fromServer, tls: probe(outcome) })).toMatchObject({ status });
  });

  it("lets no probe from this server decide for a browser", () => {
    expect(evaluate({ tls: probe("name-mismatch") })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the probe only from this server, and for the cluster only when it fails", () => {
    expect(evaluate({ tls: undefined, cluster: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: fromServer, tls: undefined })).toBeUndefined();
    expect(evaluate({ request: fromServer, tls: unobserved("needs-another-fact", "no connection") })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText: mismatch, cluster: undefined })).toBeUndefined();
    expect(evaluate({ errorText: mismatch, cluster: unobserved("timed-out", "no answer") })).toMatchObject({
      status: "fail",
    });
  });
});
