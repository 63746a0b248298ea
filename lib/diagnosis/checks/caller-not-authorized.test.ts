import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerNotAuthorized } from "./caller-not-authorized";

const office = { cidrBlock: "81.92.200.0/24", network: "81.92.200.0/24", displayName: "office" };

function evaluate(address: string, networks: Parameters<typeof clusterView>[0] = {}) {
  const caller = { address, family: "ipv4", scope: "public", source: "load-balancer" } as const;
  return callerNotAuthorized.evaluate(healthySnapshot({ caller, cluster: clusterView(networks) }));
}

describe("caller-not-authorized", () => {
  it.each(["81.92.200.0", "81.92.200.255"])("passes for %s, an edge of the entry", (address) => {
    expect(evaluate(address)).toMatchObject({ status: "pass", summary: `${address} is in 81.92.200.0/24 (office).` });
  });

  it.each(["81.92.199.255", "81.92.201.0"])("fails for %s, one address past the entry", (address) => {
    expect(evaluate(address)).toMatchObject({ status: "fail", bases: ["configuration"] });
  });

  it("offers exactly the caller's address, and the DNS endpoint", () => {
    expect(evaluate("62.4.5.6")?.remedies).toEqual([
      { id: "allow-network", params: { cidr: "62.4.5.6/32" } },
      { id: "open-dns-endpoint", params: {} },
    ]);
  });

  it("offers no network remedy for an address that the list cannot let in", () => {
    const caller = { address: "192.0.2.9", family: "ipv4", scope: "documentation", source: "typed" } as const;
    const finding = callerNotAuthorized.evaluate(healthySnapshot({ caller }));
    expect(finding?.remedies).toEqual([{ id: "open-dns-endpoint", params: {} }]);
  });

  it("passes when authorized networks are off", () => {
    expect(evaluate("62.4.5.6", { authorizedNetworks: { enabled: false } })).toMatchObject({ status: "pass" });
  });

  it.each([
    { member: true, access: true, status: "pass" },
    { member: false, access: true, status: "fail" },
    { member: true, access: false, status: "fail" },
  ])(
    "is $status when Google Cloud is let in: $access, and the caller is there: $member",
    ({ member, access, status }) => {
      const cluster = clusterView({ authorizedNetworks: { googleCloudAccess: access, entries: [office] } });
      const caller = { address: "34.22.1.1", family: "ipv4", scope: "public", source: "typed" } as const;
      const googleRange = { member, prefix: null, scope: null };
      expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster, caller, googleRange }))).toMatchObject({ status });
    },
  );

  it("waits for Google's ranges only when they matter", () => {
    const open = clusterView({ authorizedNetworks: { googleCloudAccess: true, entries: [] } });
    const shut = clusterView({ authorizedNetworks: { googleCloudAccess: false, entries: [] } });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster: open, googleRange: undefined }))).toBeUndefined();
    expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster: shut, googleRange: undefined }))).toMatchObject({
      status: "fail",
    });
  });

  it("is unknown, not fail, when Google's ranges matter and could not be read", () => {
    const cluster = clusterView({ authorizedNetworks: { googleCloudAccess: true, entries: [] } });
    const googleRange = unobserved("timed-out", "ipranges did not answer in 3 s");
    expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster, googleRange }))).toMatchObject({
      status: "unknown",
    });
  });

  it("does not apply to the DNS endpoint", () => {
    const target = { kind: "dns", host: "gke-x.europe-west1.gke.goog", chosenBy: "request", why: "" } as const;
    expect(callerNotAuthorized.evaluate(healthySnapshot({ target }))).toMatchObject({ status: "not-applicable" });
  });

  it("says unknown, and names the permission, when the cluster could not be read", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster }))).toMatchObject({
      status: "unknown",
      missing: [{ fact: "cluster", reason: "permission-denied", detail: "container.clusters.get on corp-data-prod" }],
    });
  });

  it.each(["10.1.2.3", "100.64.0.1", "127.0.0.1", "2a01:4f8::1"])(
    "does not judge %s, which is not the address that GKE sees",
    (address) => {
      const scope = addressScope(address);
      const caller = { address, family: addressFamily(address), scope, source: "load-balancer" } as const;
      expect(callerNotAuthorized.evaluate(healthySnapshot({ caller }))).toMatchObject({
        status: "unknown",
        missing: [{ fact: "caller", detail: expect.stringContaining("curl -4") }],
      });
    },
  );

  it.each([
    { address: "81.92.200.0/24", list: ["81.92.200.0/25", "81.92.200.128/25"], status: "pass" },
    { address: "81.92.200.0/23", list: ["81.92.200.0/24"], status: "unknown" },
    { address: "81.92.202.0/24", list: ["81.92.200.0/24"], status: "fail" },
  ])("is $status for the network $address and $list", ({ address, list, status }) => {
    const entries = list.map((cidr) => ({ cidrBlock: cidr, network: cidr, displayName: "" }));
    expect(evaluate(address, { authorizedNetworks: { entries } })).toMatchObject({ status });
  });

  it("needs no caller where nothing is filtered, and is unknown without one where it is", () => {
    const caller = unobserved("not-observable", "no header");
    const off = clusterView({ authorizedNetworks: { enabled: false } });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ caller, cluster: off }))).toMatchObject({ status: "pass" });
    const everyone = [{ cidrBlock: "0.0.0.0/0", network: "0.0.0.0/0", displayName: "" }];
    const open = clusterView({ authorizedNetworks: { entries: everyone } });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ caller: undefined, cluster: open }))).toMatchObject({
      status: "pass",
    });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ caller }))).toMatchObject({ status: "unknown" });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ caller: undefined }))).toBeUndefined();
  });

  it("does not apply while the public endpoint is off", () => {
    const cluster = clusterView({ endpoints: { public: { enabled: false, address: null } } });
    expect(callerNotAuthorized.evaluate(healthySnapshot({ cluster }))).toMatchObject({ status: "not-applicable" });
  });

  it("prefers a DNS endpoint that is open, and lists nothing where GKE takes no more", () => {
    const open = evaluate("62.4.5.6", { endpoints: { dns: { allowExternalTraffic: true } } });
    expect(open?.remedies.map(({ id }) => id)).toEqual(["get-credentials", "allow-network"]);
    expect(evaluate("62.4.5.6", { etag: "" })?.remedies).toEqual([]);
  });
});
