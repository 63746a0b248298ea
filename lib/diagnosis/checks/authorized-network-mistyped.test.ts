import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { authorizedNetworkMistyped as check } from "./authorized-network-mistyped";
import { callerAt, dnsTarget, entry, privateTarget } from "./authorized-networks/testing";

const vpn = entry("185.44.108.30/32", "vpn");

function evaluate(entries: readonly ReturnType<typeof entry>[], facts: object = {}) {
  const cluster = clusterView({ authorizedNetworks: { entries } });
  return check.evaluate(healthySnapshot({ cluster, ...facts }));
}

describe("authorized-network-mistyped", () => {
  it("fails for a network with the mask of a host, and replaces it", () => {
    expect(evaluate([vpn, entry("81.92.200.0/32", "office")])).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
      summary:
        "The entry 81.92.200.0/32 (office) has the mask of one host, and 81.92.200.0/24 was meant: 81.92.200.7 is kept out.",
      remedies: [
        { id: "replace-network", params: { before: "81.92.200.0/32", after: "81.92.200.7/32" } },
        { id: "allow-network", params: { cidr: "81.92.200.7/32" } },
        { id: "open-dns-endpoint" },
      ],
    });
  });

  it("does not replace an entry that may let others in", () => {
    const finding = evaluate([entry("81.92.200.130/25")]);
    expect(finding?.remedies.map(({ id }) => id)).toEqual(["allow-network", "open-dns-endpoint"]);
  });

  it("passes for an unlisted caller whom no entry was meant for", () => {
    expect(evaluate([vpn, entry("81.29.200.0/24")])).toMatchObject({ status: "pass" });
  });

  it("does not apply to an empty list", () => {
    expect(evaluate([])).toMatchObject({ status: "pass" });
  });

  it.each([
    ["all private", ["10.0.0.0/8", "192.168.1.0/24"], false, "fail"],
    ["all private, not said whether enforced", ["10.0.0.0/8"], null, "fail"],
    ["all private, enforced on the private endpoint", ["10.0.0.0/8"], true, "pass"],
    ["one public among them", ["10.0.0.0/8", "185.44.108.30/32"], false, "pass"],
  ])("%s: %s", (_, cidrs, privateEndpointEnforcement, status) => {
    const entries = cidrs.map((cidr) => entry(cidr));
    const cluster = clusterView({ authorizedNetworks: { entries, privateEndpointEnforcement } });
    const finding = check.evaluate(healthySnapshot({ cluster }));
    expect(finding).toMatchObject({ status, certainty: status === "fail" ? "likely" : "certain" });
  });

  it("is advice when an unreadable entry is nobody's obstacle", () => {
    const junk = entry("office");
    const listed = entry("81.92.200.0/24");
    const advice = {
      status: "fail",
      severity: "advisory",
      summary: "office cannot be read as a CIDR and lets nobody in.",
    };
    expect(evaluate([listed, junk])).toMatchObject(advice);
    expect(evaluate([vpn, junk])).toMatchObject(advice);
    expect(evaluate([vpn, junk], { target: privateTarget })).toMatchObject(advice);
    expect(evaluate([vpn, junk])?.remedies).toEqual([{ id: "remove-network", params: { cidr: "office" } }]);
    expect(evaluate([junk])).toMatchObject({ ...advice, remedies: [] });
    expect(evaluate([vpn, junk], { target: dnsTarget })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    ["a private caller", { caller: callerAt("10.64.0.9") }],
    ["a typed network", { caller: { ...callerAt("81.92.200.0"), address: "81.92.200.0/24" } }],
  ])("blames no entry for %s", (_, facts) => {
    expect(evaluate([vpn, entry("81.92.200.0/32")], facts)).toMatchObject({ status: "not-applicable" });
  });

  it("does not apply to a caller who is let in, and waits for nothing then", () => {
    const facts = healthySnapshot({ googleRange: undefined, listChanges: undefined });
    expect(check.evaluate(facts)).toMatchObject({ status: "not-applicable" });
  });

  it("waits for Google's ranges where they may let the caller in", () => {
    const cluster = clusterView({ authorizedNetworks: { entries: [vpn], googleCloudAccess: true } });
    expect(check.evaluate(healthySnapshot({ cluster, googleRange: undefined }))).toBeUndefined();
  });

  it("is unknown when the cluster is", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(check.evaluate(healthySnapshot({ cluster }))).toMatchObject({ status: "unknown" });
  });
});
