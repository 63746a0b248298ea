import { describe, expect, it } from "vitest";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerAt, dnsTarget, entry, privateTarget } from "./authorized-networks/testing";
import { nodeRangeNotAuthorized as check } from "./node-range-not-authorized";

const pods = ["10.20.0.0/14", "10.96.0.0/16"];

function evaluate(address: string, networks: Partial<ClusterView["authorizedNetworks"]> = {}, facts: object = {}) {
  const authorizedNetworks = { privateEndpointEnforcement: true, ...networks };
  const cluster = clusterView({ ranges: { pods }, authorizedNetworks });
  return check.evaluate(healthySnapshot({ cluster, caller: callerAt(address), target: privateTarget, ...facts }));
}

describe("node-range-not-authorized", () => {
  it.each(["10.96.0.0", "10.96.255.255"])("is likely for %s, an edge of an added range", (address) => {
    expect(evaluate(address)).toMatchObject({
      status: "fail",
      certainty: "likely",
      summary: `${address} is in 10.96.0.0/16, the range of an added node pool, and no entry covers it.`,
      remedies: [{ id: "allow-network", params: { cidr: "10.96.0.0/16" } }, { id: "open-dns-endpoint" }],
    });
  });

  it.each(["10.95.255.255", "10.97.0.0", "10.20.0.9"])("does not apply to %s", (address) => {
    expect(evaluate(address)).toMatchObject({ status: "not-applicable" });
  });

  it("passes when an entry covers the caller", () => {
    expect(evaluate("10.96.3.17", { entries: [entry("10.0.0.0/8", "vpc")] })).toMatchObject({ status: "pass" });
  });

  it.each([
    ["not enforced", { privateEndpointEnforcement: false }, {}],
    ["not said to be enforced", { privateEndpointEnforcement: null }, {}],
    ["off", { enabled: false }, {}],
    ["beside the DNS endpoint", {}, { target: dnsTarget }],
  ])("does not apply to a list that is %s", (_, networks, facts) => {
    expect(evaluate("10.96.3.17", networks, facts)).toMatchObject({ status: "not-applicable" });
  });

  it("leaves an unknown caller to the check that says so", () => {
    const caller = unobserved("not-observable", "no caller");
    expect(evaluate("10.96.3.17", {}, { caller })).toMatchObject({ status: "not-applicable" });
  });
});
