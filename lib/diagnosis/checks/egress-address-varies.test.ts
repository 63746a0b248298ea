import { describe, expect, it } from "vitest";
import type { FactValues, TcpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { egressAddressVaries } from "./egress-address-varies";
import { says } from "./given/testing";

const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
const onThisMachine: FactValues["caller"] = {
  address: "81.92.200.7",
  family: "ipv4",
  scope: "public",
  source: "dns-echo",
};

function seen(...addresses: readonly string[]): FactValues["egress"] {
  return { echoes: addresses.map((address, index) => ({ echo: `echo ${index + 1}`, address })) };
}

function probe(outcome: TcpProbe["outcome"]): TcpProbe {
  return { outcome, target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3000 };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return egressAddressVaries.evaluate(healthySnapshot({ caller: onThisMachine, tcp: undefined, ...replaced }));
}

describe("egress-address-varies, for a browser on this machine", () => {
  it.each([
    { echoes: seen("81.92.200.7"), status: "pass", because: "one address" },
    { echoes: seen("81.92.200.7", "81.92.200.7"), status: "pass", because: "the same address twice" },
    { echoes: seen("81.92.200.0", "81.92.200.255"), status: "pass", because: "both are listed" },
    { echoes: seen("81.92.200.255", "81.92.201.0"), status: "unknown", because: "one is past the entry" },
    { echoes: seen("81.92.201.0", "81.92.199.255"), status: "fail", because: "both are" },
    { echoes: seen("81.92.200.7", "2a01:4f8::1"), status: "pass", because: "GKE sees the IPv4 one" },
    { echoes: seen("2a01:4f8::1"), status: "not-applicable", because: "no IPv4 address was seen" },
    { echoes: seen(), status: "not-applicable", because: "no echo answered" },
  ])("is $status: $because", ({ echoes, status }) => {
    expect(evaluate({ egress: echoes })).toMatchObject({ status });
  });

  it("is not known when one of two is let in, and likely once nothing came back; then it offers exactly the other", () => {
    const egress = seen("81.92.200.7", "185.44.108.30");
    expect(evaluate({ egress })).toMatchObject({ status: "unknown", missing: [{ fact: "egress" }] });
    expect(evaluate({ egress, errorText: says("tcp-timeout") })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
      bases: ["observed", "configuration"],
      summary:
        "Connections leave from 81.92.200.7 or 185.44.108.30, depending on where they go; 185.44.108.30 is in none of the authorized networks.",
      remedies: [{ id: "open-dns-endpoint" }, { id: "allow-network", params: { cidr: "185.44.108.30/32" } }],
    });
  });

  it("is certain when none of them is let in", () => {
    expect(evaluate({ egress: seen("62.4.5.6", "62.4.5.7") })).toMatchObject({ status: "fail", certainty: "certain" });
  });

  it("is only advice when the error text shows that the control plane answered", () => {
    const errorText = says("http-401");
    expect(evaluate({ egress: seen("81.92.200.7", "62.4.5.6"), errorText })).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("does not judge addresses that may be let in as Google Cloud's", () => {
    const cluster = clusterView({ authorizedNetworks: { googleCloudAccess: true } });
    const egress = seen("81.92.200.7", "34.140.61.85");
    const member = { member: true, prefix: "34.140.0.0/16", scope: null };
    expect(evaluate({ cluster, egress, googleRange: undefined })).toBeUndefined();
    expect(evaluate({ cluster, egress, googleRange: member })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ cluster, egress, googleRange: unobserved("timed-out", "4 s") })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ cluster, egress })).toMatchObject({ status: "not-applicable" });
    const unlisted = seen(onThisMachine.address, "185.44.108.30");
    const closed = clusterView({ authorizedNetworks: { googleCloudAccess: true, entries: [] } });
    expect(evaluate({ cluster: closed, egress: unlisted })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ egress, googleRange: undefined })).toMatchObject({ status: "unknown" });
  });
});

describe("egress-address-varies, elsewhere", () => {
  const varying = seen("81.92.200.7", "62.4.5.6");

  it.each([
    { outcome: "timed-out", severity: "blocking" },
    { outcome: "unreachable", severity: "blocking" },
    { outcome: "connected", severity: "advisory" },
    { outcome: "refused", severity: "advisory" },
  ] as const)("is $severity for this server when its connection is $outcome", ({ outcome, severity }) => {
    expect(evaluate({ request: server, egress: varying, tcp: probe(outcome) })).toMatchObject({
      status: "fail",
      severity,
    });
  });

  it("waits for this server's connection, and does not know when it could not be tried", () => {
    expect(evaluate({ request: server, egress: varying })).toBeUndefined();
    const tcp = unobserved("unavailable", "");
    expect(evaluate({ request: server, egress: varying, tcp })).toMatchObject({ status: "unknown" });
    const unlisted = seen("62.4.5.6", "62.4.5.7");
    expect(evaluate({ request: server, egress: unlisted, tcp })).toMatchObject({ status: "unknown" });
  });

  it("waits for echoes only where they are asked", () => {
    expect(evaluate({ egress: undefined })).toBeUndefined();
    expect(evaluate({ caller: undefined, egress: undefined })).toBeUndefined();
    const remote: FactValues["caller"] = { ...onThisMachine, source: "load-balancer" };
    expect(evaluate({ caller: remote, egress: undefined })).toMatchObject({ status: "not-applicable" });
    const typed = {
      cluster: server.cluster,
      vantage: { kind: "address", address: "62.4.5.6" },
      endpoint: null,
    } as const;
    expect(evaluate({ request: typed, caller: undefined, egress: undefined })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply where no list guards the way", () => {
    const target: FactValues["target"] = { kind: "private", host: "172.16.0.2", chosenBy: "request", why: "" };
    expect(evaluate({ target, egress: varying })).toMatchObject({ status: "not-applicable" });
    const cluster = clusterView({ authorizedNetworks: { enabled: false } });
    expect(evaluate({ cluster, egress: varying })).toMatchObject({ status: "not-applicable" });
  });
});
