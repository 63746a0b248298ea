import { describe, expect, it } from "vitest";
import type { TlsProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { kubeconfigOf, says } from "./given/testing";
import { tlsFailed } from "./tls-failed";

const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
const viaProxy = {
  outcome: "connected",
  target: "34.78.1.2:443",
  via: "127.0.0.1:3128",
  detail: "",
  elapsedMs: 1,
} as const;

function probe(outcome: TlsProbe["outcome"]): TlsProbe {
  return { outcome, trust: "cluster-ca", issuer: "", names: [], validTo: "", detail: "" };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return tlsFailed.evaluate(healthySnapshot({ tls: undefined, ...replaced }));
}

describe("tls-failed, by the error text", () => {
  it.each([
    { causes: ["tls-handshake-timeout"], certainty: "certain", remedy: "correct-proxy" },
    { causes: ["tls-eof"], certainty: "certain", remedy: "correct-proxy" },
    { causes: ["tls-eof", "http-eof"], certainty: "likely", remedy: "correct-proxy" },
    { causes: ["tls-client-cert-required", "tls-protocol"], certainty: "certain", remedy: "correct-proxy" },
    { causes: ["tls-not-tls"], certainty: "certain", remedy: "get-credentials" },
    { causes: ["http-to-https", "conn-reset"], certainty: "likely", remedy: "get-credentials" },
  ] as const)("fails for $causes ($certainty)", ({ causes, certainty, remedy }) => {
    expect(evaluate({ errorText: says(causes) })).toMatchObject({
      status: "fail",
      certainty,
      bases: ["error-text"],
      remedies: [{ id: remedy }, ...(remedy === "get-credentials" ? [{ id: "correct-proxy" }] : [])],
    });
  });

  it.each([
    ["no text", { given: false } as const],
    ["a certificate that is refused", says("tls-unknown-ca")],
    ["a reset alone", says("conn-reset")],
    ["a connection closed after the request", says("http-eof")],
    ["a text that may be a dropped packet", says(["tcp-timeout", "tls-handshake-timeout", "deadline"])],
    ["a proxy that speaks no TLS", says(["proxy-not-tls", "proxy-timeout"])],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("offers no network remedy, and names the kubeconfig's proxy", () => {
    const kubeconfig = kubeconfigOf({ proxyUrl: "socks5://proxy.corp.example:1080" });
    expect(evaluate({ errorText: says("tls-handshake-timeout"), kubeconfig })?.remedies).toEqual([
      { id: "correct-proxy", params: { proxy: "proxy.corp.example:1080" } },
    ]);
  });

  it("needs the cluster for remedies only", () => {
    expect(evaluate({ errorText: says("tls-not-tls"), cluster: undefined })).toBeUndefined();
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(evaluate({ errorText: says("tls-not-tls"), cluster })).toMatchObject({
      status: "fail",
      remedies: [{ id: "correct-proxy" }],
    });
    expect(evaluate({ cluster: undefined })).toMatchObject({ status: "not-applicable" });
  });
});

describe("tls-failed, by this server's probe", () => {
  it.each([
    { outcome: "trusted", status: "pass" },
    { outcome: "closed", status: "fail" },
    { outcome: "timed-out", status: "fail" },
    { outcome: "not-tls", status: "fail" },
    { outcome: "unknown-ca", status: "not-applicable" },
    { outcome: "name-mismatch", status: "not-applicable" },
    { outcome: "expired", status: "not-applicable" },
    { outcome: "not-yet-valid", status: "not-applicable" },
  ] as const)("is $status when TLS is $outcome, whatever the text says", ({ outcome, status }) => {
    expect(evaluate({ request: server, tls: probe(outcome) })).toMatchObject({ status });
    expect(evaluate({ request: server, tls: probe(outcome), errorText: says("tls-eof") })).toMatchObject({ status });
  });

  it("suspects the proxy in between", () => {
    expect(evaluate({ request: server, tls: probe("closed"), tcp: viaProxy })?.remedies).toEqual([
      { id: "correct-proxy", params: { proxy: "127.0.0.1:3128" } },
    ]);
  });

  it("waits for the probe, and is unknown only when TCP got through", () => {
    expect(evaluate({ request: server })).toBeUndefined();
    const untried = unobserved("needs-another-fact", "no TCP");
    const dropped = { outcome: "timed-out", target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3000 } as const;
    expect(evaluate({ request: server, tls: untried, tcp: dropped })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: server, tls: untried })).toMatchObject({ status: "unknown" });
    expect(evaluate({ request: server, tls: untried, tcp: undefined })).toBeUndefined();
    expect(evaluate({ request: server, tls: unobserved("unavailable", "no socket") })).toMatchObject({
      status: "unknown",
    });
    expect(evaluate({ tls: probe("closed") })).toMatchObject({ status: "not-applicable" });
  });
});
