import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerAt, dnsTarget, entry, privateTarget } from "./authorized-networks/testing";
import { authorizedNetworksEmpty as check } from "./authorized-networks-empty";

const empty = clusterView({ authorizedNetworks: { entries: [] } });
const caller = callerAt("62.4.5.6");

describe("authorized-networks-empty", () => {
  it("fails without an entry", () => {
    expect(check.evaluate(healthySnapshot({ cluster: empty, caller }))).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "certain",
      bases: ["configuration"],
      remedies: [{ id: "allow-network", params: { cidr: "62.4.5.6/32" } }, { id: "open-dns-endpoint" }],
    });
  });

  it("passes with a single one, although it lets somebody else in", () => {
    const cluster = clusterView({ authorizedNetworks: { entries: [entry("185.44.108.30/32")] } });
    expect(check.evaluate(healthySnapshot({ cluster, caller }))).toMatchObject({ status: "pass" });
  });

  it.each([
    ["the private endpoint", { target: privateTarget }],
    ["the DNS endpoint", { target: dnsTarget }],
    ["a list that is off", { cluster: clusterView({ authorizedNetworks: { enabled: false, entries: [] } }) }],
  ])("does not apply to %s", (_, replaced) => {
    const finding = check.evaluate(healthySnapshot({ cluster: empty, caller, ...replaced }));
    expect(finding).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    ["an IPv6 caller", callerAt("2a01:4f8::1")],
    ["an address that GKE does not see", callerAt("10.1.2.3")],
    ["nobody in particular", unobserved("not-observable", "no header")],
  ])("keeps out %s too", (_, whoever) => {
    expect(check.evaluate(healthySnapshot({ cluster: empty, caller: whoever }))).toMatchObject({
      status: "fail",
      remedies: [{ id: "open-dns-endpoint" }],
    });
    const open = clusterView({ authorizedNetworks: { entries: [], googleCloudAccess: true } });
    expect(check.evaluate(healthySnapshot({ cluster: open, caller: whoever }))).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply to Google Cloud, where that is let in, and waits to know", () => {
    const cluster = clusterView({ authorizedNetworks: { entries: [], googleCloudAccess: true } });
    const googleRange = { member: true, prefix: "62.4.0.0/16", scope: null };
    const at = (replaced: object) => check.evaluate(healthySnapshot({ cluster, caller, ...replaced }));
    expect(at({ googleRange })).toMatchObject({ status: "not-applicable" });
    expect(at({ googleRange: undefined })).toBeUndefined();
    expect(at({ googleRange: unobserved("timed-out", "late") })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the cluster is", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(check.evaluate(healthySnapshot({ cluster }))).toMatchObject({ status: "unknown" });
  });
});
