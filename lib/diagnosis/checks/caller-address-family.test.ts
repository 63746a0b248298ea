import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import type { FactValues, TcpProbe, Vantage } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerAddressFamily } from "./caller-address-family";
import { says } from "./given/testing";

const { name } = clusterView();
const ipv6 = callerAt("2a01:4f8:c17:b8f::2");
const silent = says("tcp-timeout", { host: "34.78.1.2" });

function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

function from(vantage: Vantage): FactValues["request"] {
  return { cluster: name, vantage, endpoint: null };
}

function probe(outcome: TcpProbe["outcome"]): TcpProbe {
  return { outcome, target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3000 };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return callerAddressFamily.evaluate(healthySnapshot({ tcp: undefined, ...replaced }));
}

describe("caller-address-family", () => {
  it.each([
    { address: "81.92.200.7", status: "pass" },
    { address: "203.0.113.9", status: "pass" },
    { address: "100.63.255.255", status: "pass" },
    { address: "100.64.0.0", status: "unknown" },
    { address: "100.127.255.255", status: "unknown" },
    { address: "10.132.0.9", status: "unknown" },
    { address: "127.0.0.1", status: "unknown" },
    { address: "2a01:4f8:c17:b8f::2", status: "unknown" },
  ])("is $status for a browser at $address", ({ address, status }) => {
    expect(evaluate({ caller: callerAt(address) })).toMatchObject({ status });
  });

  it("says how to find the address that decides", () => {
    expect(evaluate({ caller: callerAt("10.132.0.9") })?.missing).toEqual([
      { fact: "caller", reason: "not-observable", detail: expect.stringContaining("curl -4") },
    ]);
  });

  it("fails for a typed IPv6 address, which no connection to the public endpoint can come from", () => {
    const request = from({ kind: "address", address: ipv6.address });
    expect(evaluate({ request, caller: ipv6 })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["configuration"],
      remedies: [{ id: "use-ipv4" }, { id: "open-dns-endpoint" }],
    });
  });

  it("is likely for an IPv6 browser whose packets got no answer", () => {
    expect(evaluate({ caller: ipv6, errorText: silent })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["configuration", "error-text"],
    });
    expect(evaluate({ caller: callerAt("10.1.2.3"), errorText: silent })).toMatchObject({ status: "unknown" });
  });

  it("does not apply when the control plane answered", () => {
    expect(evaluate({ caller: ipv6, errorText: says("http-401") })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ caller: callerAt("10.1.2.3"), errorText: says("http-403") })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("passes when every IPv4 address is let in", () => {
    const entries = [{ cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" }];
    const cluster = clusterView({ authorizedNetworks: { entries } });
    expect(evaluate({ cluster, caller: callerAt("10.1.2.3") })).toMatchObject({ status: "pass" });
  });

  it.each([
    { outcome: "connected", status: "pass" },
    { outcome: "timed-out", status: "fail" },
    { outcome: "refused", status: "unknown" },
  ] as const)("goes by this server's own connection: $outcome is $status", ({ outcome, status }) => {
    expect(evaluate({ request: from({ kind: "server" }), caller: ipv6, tcp: probe(outcome) })).toMatchObject({
      status,
    });
  });

  it("waits for the probe only at this server, with an address that does not decide", () => {
    const request = from({ kind: "server" });
    expect(evaluate({ request, caller: ipv6 })).toBeUndefined();
    expect(evaluate({ request })).toMatchObject({ status: "pass" });
  });

  it("needs no address where no list guards the way", () => {
    const off = clusterView({ authorizedNetworks: { enabled: false } });
    const caller = unobserved("not-observable", "no header");
    expect(evaluate({ cluster: off, caller })).toMatchObject({ status: "not-applicable" });
    const target: FactValues["target"] = { kind: "dns", host: "gke-x.gke.goog", chosenBy: "request", why: "" };
    expect(evaluate({ target, caller })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ caller: undefined })).toBeUndefined();
    expect(evaluate({ caller })).toMatchObject({ status: "not-applicable" });
  });

  it("does not keep out a typed IPv6 address where every IPv4 address is let in", () => {
    const entries = [{ cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" }];
    const cluster = clusterView({ authorizedNetworks: { entries } });
    const request = from({ kind: "address", address: ipv6.address });
    expect(evaluate({ request, cluster, caller: ipv6 })).toMatchObject({ status: "pass" });
    expect(evaluate({ request, cluster, caller: undefined })).toMatchObject({ status: "pass" });
  });
});
