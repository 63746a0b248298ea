import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, observed, unobserved } from "@/lib/diagnosis/facts/testing";
import { sameBlock, unlessUnlisted } from "./standing";
import { callerAt, dnsTarget, entry, privateTarget } from "./testing";

const publicTarget = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" } as const;
const outside = callerAt("62.4.5.6");
const away = { member: false, prefix: null, scope: null };
const member = { member: true, prefix: "62.4.0.0/16", scope: "europe-west1" };

function standing(
  networks: Parameters<typeof clusterView>[0] = {},
  { caller = outside, target = publicTarget as FactValues["target"] } = {},
  range: Exclude<Parameters<typeof unlessUnlisted>[1], undefined> | "pending" = observed(away),
) {
  const googleRange = range === "pending" ? undefined : range;
  return unlessUnlisted({ cluster: clusterView(networks), target, caller }, googleRange);
}

describe("unlessUnlisted", () => {
  it("leaves an unlisted caller of the public endpoint to the check", () => {
    expect(standing()).toBeUndefined();
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
    expect(standing(networks, {}, "pending")).toEqual(row.matters ? { status: "waiting" } : undefined);
    expect(standing(networks, {}, observed(away))).toBeUndefined();
    const settled = { status: row.matters ? "not-applicable" : undefined };
    expect(standing(networks, {}, observed(member)) ?? { status: undefined }).toMatchObject(settled);
    expect(standing(networks, {}, unobserved("timed-out", "late")) ?? { status: undefined }).toMatchObject(settled);
  });

  it("compares by containment, with host bits cleared", () => {
    const networks = { authorizedNetworks: { entries: [entry("62.4.5.99/24")] } };
    expect(standing(networks)).toMatchObject({ summary: "62.4.5.6 is let in by 62.4.5.99/24." });
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
