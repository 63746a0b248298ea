import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerAt, dnsTarget, entry, privateTarget } from "./authorized-networks/testing";
import { callerNotAuthorized } from "./caller-not-authorized";
import { staleAuthorizedNetwork as check } from "./stale-authorized-network";

const old = entry("81.92.214.90/32", "office DSL, dynamic");

function snapshot(entries: readonly ReturnType<typeof entry>[], facts: object = {}) {
  return healthySnapshot({ cluster: clusterView({ authorizedNetworks: { entries } }), ...facts });
}

describe("stale-authorized-network", () => {
  it("is likely when one entry looks like the caller's earlier address, and replaces that one", () => {
    expect(check.evaluate(snapshot([entry("185.44.108.30/32", "vpn"), old]))).toMatchObject({
      status: "fail",
      certainty: "likely",
      summary: "81.92.214.90/32 (office DSL, dynamic) looks like your earlier address; now you come from 81.92.200.7.",
      remedies: [
        { id: "replace-network", params: { before: "81.92.214.90/32", after: "81.92.200.7/32" } },
        { id: "allow-network" },
        { id: "open-dns-endpoint" },
      ],
    });
  });

  it.each([
    ["unrelated hosts", [entry("185.44.108.30/32"), entry("51.159.24.9/32", "bob laptop")]],
    ["a static neighbour", [entry("81.92.200.9/32", "bastion"), entry("81.92.1.9/32", "warehouse")]],
    ["two that could be", [old, entry("81.92.3.3/32", "ana laptop")]],
    ["none", []],
  ])("stays caller-not-authorized with %s", (_, entries) => {
    expect(check.evaluate(snapshot(entries))).toMatchObject({ status: "pass" });
    expect(callerNotAuthorized.evaluate(snapshot(entries))).toMatchObject({ status: "fail" });
  });

  it.each([
    ["the private endpoint", { target: privateTarget }],
    ["the DNS endpoint", { target: dnsTarget }],
    ["a private caller", { caller: callerAt("10.64.0.9") }],
    ["a typed network", { caller: { ...callerAt("81.92.200.0"), address: "81.92.200.0/24" } }],
  ])("does not apply to %s", (_, facts) => {
    expect(check.evaluate(snapshot([old], facts))).toMatchObject({ status: "not-applicable" });
  });

  it("waits for nothing but Google's ranges, and for those only where they matter", () => {
    expect(check.evaluate(snapshot([old], { googleRange: undefined, listChanges: undefined }))?.status).toBe("fail");
    const cluster = clusterView({ authorizedNetworks: { entries: [old], googleCloudAccess: true } });
    expect(check.evaluate(healthySnapshot({ cluster, googleRange: undefined }))).toBeUndefined();
  });

  it("leaves an unknown caller to the check that says so", () => {
    const caller = unobserved("not-observable", "no caller");
    expect(check.evaluate(healthySnapshot({ caller }))).toMatchObject({ status: "not-applicable" });
  });
});
