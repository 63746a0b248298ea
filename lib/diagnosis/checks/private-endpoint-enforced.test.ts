import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { privateEndpointEnforced } from "./private-endpoint-enforced";

const entries = [{ cidrBlock: "192.168.7.0/24", network: "192.168.7.0/24", displayName: "vpn" }];
const cluster = clusterView({
  authorizedNetworks: { privateEndpointEnforcement: true, entries },
  ranges: { pods: ["10.20.0.0/14", "10.96.0.0/16"] },
});
const target: FactValues["target"] = { kind: "private", host: "172.16.0.2", chosenBy: "vantage", why: "" };

function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return privateEndpointEnforced.evaluate(healthySnapshot({ cluster, target, tcp: undefined, ...replaced }));
}

describe("private-endpoint-enforced", () => {
  it.each([
    { address: "192.168.7.0", status: "pass" },
    { address: "192.168.7.255", status: "pass" },
    { address: "192.168.8.0", status: "fail" },
    { address: "10.20.0.0", status: "pass" },
    { address: "10.23.255.255", status: "pass" },
    { address: "10.24.0.0", status: "fail" },
    { address: "10.96.0.1", status: "fail" },
    { address: "81.92.200.7", status: "not-applicable" },
  ])("is $status for $address", ({ address, status }) => {
    expect(evaluate({ caller: callerAt(address) })).toMatchObject({ status });
  });

  it("is only likely: the cluster's own subnet passes too, and it is not known", () => {
    expect(evaluate({ caller: callerAt("10.132.0.9") })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["configuration"],
      remedies: [{ id: "open-dns-endpoint" }, { id: "allow-network", params: { cidr: "10.132.0.9/32" } }],
    });
  });

  it.each([
    { enabled: true, privateEndpointEnforcement: false },
    { enabled: true, privateEndpointEnforcement: null },
    { enabled: false, privateEndpointEnforcement: true },
  ])("passes without the caller when the list does not guard the private endpoint: %j", (authorizedNetworks) => {
    const unguarded = clusterView({ authorizedNetworks });
    expect(evaluate({ cluster: unguarded, caller: undefined })).toMatchObject({ status: "pass" });
  });

  it("does not apply without a private endpoint", () => {
    const none = clusterView({
      authorizedNetworks: { privateEndpointEnforcement: true },
      endpoints: { private: { enabled: false, address: null } },
    });
    expect(evaluate({ cluster: none })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the caller, and is unknown without", () => {
    expect(evaluate({ caller: undefined })).toBeUndefined();
    expect(evaluate({ caller: unobserved("not-observable", "no header") })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "caller", detail: "no header" }],
    });
  });

  it("does not apply to this server, whose private address no echo tells, nor to other endpoints", () => {
    const request = { cluster: cluster.name, vantage: { kind: "server" }, endpoint: null } as const;
    expect(evaluate({ request, caller: undefined })).toMatchObject({ status: "not-applicable" });
    const publicTarget: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    expect(evaluate({ target: publicTarget })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { address: "10.132.0.9", status: "unknown" },
    { address: "192.168.7.9", status: "pass" },
    { address: "10.20.0.1", status: "pass" },
  ])(
    "is $status for $address at an older cluster without a public endpoint, enforced or not",
    ({ address, status }) => {
      const older = clusterView({
        connectivity: "vpc-peering",
        endpoints: { public: { enabled: false, address: null } },
        authorizedNetworks: { entries, privateEndpointEnforcement: null },
      });
      expect(evaluate({ cluster: older, caller: callerAt(address) })).toMatchObject({ status });
    },
  );

  it("asks for a single address where only a part of a network is listed", () => {
    const caller = { ...callerAt("192.168.6.0"), address: "192.168.6.0/23" };
    expect(evaluate({ caller })).toMatchObject({
      status: "unknown",
      missing: [{ detail: expect.stringContaining("a single address") }],
    });
  });
});
