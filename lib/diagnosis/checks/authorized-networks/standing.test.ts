import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import type { Fact } from "@/lib/engine/fact";
import { sameBlock, unlistedCaller } from "./standing";
import { callerAt, dnsTarget, entry, privateTarget } from "./testing";

const publicTarget = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" } as const;
const outside = callerAt("62.4.5.6");
const away = { member: false, prefix: null, scope: null };
const member = { member: true, prefix: "62.4.0.0/16", scope: "europe-west1" };

function standing(
  networks: Parameters<typeof clusterView>[0] = {},
  { caller = outside, target = publicTarget as FactValues["target"] } = {},
  range: Fact<FactValues["googleRange"]> | "pending" = observed(away),
) {
  const googleRange = range === "pending" ? undefined : range;
  return unlistedCaller({ cluster: clusterView(networks), target }, { caller: observed(caller), googleRange });
}

describe("unlistedCaller", () => {
  it("leaves an unlisted caller of the public endpoint to the check", () => {
    expect(standing()).toEqual({ caller: outside });
  });

  it.each(["10.1.2.3", "100.64.0.1", "127.0.0.1"])("never takes %s for the address that the list sees", (address) => {
    expect(standing({}, { caller: callerAt(address) })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for a caller, and does not apply without one", () => {
    const facts = { cluster: clusterView(), target: publicTarget };
    const googleRange = observed(away);
    expect(unlistedCaller(facts, { caller: undefined, googleRange })).toEqual({ status: "waiting" });
    const caller = unobserved("not-observable", "no header");
    expect(unlistedCaller(facts, { caller, googleRange })).toMatchObject({ status: "not-applicable" });
    const open = { ...facts, cluster: clusterView({ authorizedNetworks: { enabled: false } }) };
    expect(unlistedCaller(open, { caller: undefined, googleRange })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    ["the DNS endpoint", { target: dnsTarget }, {}],
    ["the private endpoint", { target: privateTarget }, {}],
    ["an IPv6 caller", { caller: callerAt("2a01:4f8::1") }, {}],
    ["a listed caller", { caller: callerAt("81.92.200.255") }, {}],
    ["a list that is off", {}, { authorizedNetworks: { enabled: false } }],
  ])("does not apply to %s", (_, who, networks) => {
    expect(standing(networks, who)).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { access: true, privateNodes: true, matters: true },
    { access: null, privateNodes: false, matters: true },
    { access: null, privateNodes: true, matters: false },
    { access: false, privateNodes: false, matters: false },
  ])("asks for Google's ranges: $matters, with access $access and private nodes $privateNodes", (row) => {
    const networks = { privateNodes: row.privateNodes, authorizedNetworks: { googleCloudAccess: row.access } };
    expect(standing(networks, {}, "pending")).toEqual(row.matters ? { status: "waiting" } : { caller: outside });
    expect(standing(networks, {}, observed(away))).toEqual({ caller: outside });
    const settled = row.matters ? { status: "not-applicable" } : { caller: outside };
    expect(standing(networks, {}, observed(member))).toMatchObject(settled);
    expect(standing(networks, {}, unobserved("timed-out", "late"))).toMatchObject(settled);
  });

  it("compares by containment, with host bits cleared", () => {
    const networks = { authorizedNetworks: { entries: [entry("62.4.5.99/24")] } };
    expect(standing(networks)).toMatchObject({ status: "not-applicable" });
  });
});

it.each([
  ["81.92.200.0", "81.92.200.255", 24, true],
  ["81.92.200.0", "81.92.201.0", 24, false],
  ["81.92.0.0", "81.92.255.255", 16, true],
  ["81.91.255.255", "81.92.0.0", 16, false],
])("%s and %s share a /%i: %s", (left, right, length, shared) => {
  expect(sameBlock(left, right, length)).toBe(shared);
});
