import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import type { FactValues, TcpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { tcpUnreachable } from "./tcp-unreachable";

const { name } = clusterView();
const server = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;
const silent = says("tcp-timeout", { host: "34.78.1.2" });

function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

function probe(outcome: TcpProbe["outcome"]): TcpProbe {
  return { outcome, target: "34.78.1.2:443", via: null, detail: "", elapsedMs: 3000 };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return tcpUnreachable.evaluate(healthySnapshot({ tcp: undefined, googleRange: undefined, ...replaced }));
}

describe("tcp-unreachable, by the error text", () => {
  it.each(["tcp-timeout", "network-unreachable", "host-unreachable"] as const)(
    "fails for %s, without a probe",
    (cause) => {
      expect(evaluate({ errorText: says(cause, { host: "34.78.1.2" }) })).toMatchObject({
        status: "fail",
        certainty: "certain",
        bases: ["error-text"],
        summary: "The configuration lets you in to the public endpoint 34.78.1.2, and nothing came back from it.",
        remedies: [{ id: "open-dns-endpoint" }, { id: "use-private-network" }],
      });
    },
  );

  it.each([
    ["no text", { given: false } as const],
    ["a refusal", says("conn-refused")],
    ["a deadline of the client's own", says("deadline")],
    ["a text that may mean something else", says(["tcp-timeout", "deadline"])],
    ["an address that is not the cluster's", says("tcp-timeout", { host: "34.78.1.3" })],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("fails as a symptom when the list keeps the caller out, and does not claim otherwise", () => {
    expect(evaluate({ errorText: silent, caller: callerAt("62.4.5.6") })).toMatchObject({
      status: "fail",
      summary: "Nothing came back from the public endpoint 34.78.1.2.",
    });
    expect(tcpUnreachable.meta.dependsOn).toContain("caller-not-authorized");
  });

  it.each(["10.1.2.3", "2a01:4f8::1"])(
    "is unknown for %s: GKE sees another address, which may be kept out",
    (address) => {
      expect(evaluate({ errorText: silent, caller: callerAt(address) })).toMatchObject({
        status: "unknown",
        missing: [{ fact: "caller", reason: "not-observable" }],
      });
    },
  );

  it("is unknown when the caller is, and waits for it, and for Google's ranges when they matter", () => {
    expect(evaluate({ errorText: silent, caller: unobserved("timed-out", "no echo") })).toMatchObject({
      status: "unknown",
    });
    expect(evaluate({ errorText: silent, caller: undefined })).toBeUndefined();
    const cluster = clusterView({ authorizedNetworks: { googleCloudAccess: true } });
    expect(evaluate({ errorText: silent, cluster, caller: callerAt("34.140.61.85") })).toBeUndefined();
    expect(evaluate({ caller: undefined })).toMatchObject({ status: "not-applicable" });
  });

  it("shows what can swallow packets on the way to a private endpoint", () => {
    const errorText = says("tcp-timeout", { host: "172.16.0.2" });
    const peering = clusterView({ connectivity: "vpc-peering", name: { location: "europe-west1-b" } });
    expect(evaluate({ errorText, cluster: peering, caller: callerAt("10.1.2.3") })).toMatchObject({
      status: "fail",
      bases: ["error-text", "configuration"],
      evidence: [{}, { observed: "off: only europe-west1 reaches the private endpoint" }, { label: "Joined by" }],
    });
    const global = clusterView({ endpoints: { private: { globalAccess: true } } });
    expect(evaluate({ errorText, cluster: global, caller: callerAt("10.1.2.3") })?.evidence).toHaveLength(1);
  });

  it.each([
    ["a VM or a VPN", "10.1.2.3", {}, ["open-dns-endpoint", "enable-global-access"]],
    ["a Pod of the cluster, which is in its region", "10.20.0.9", {}, ["open-dns-endpoint"]],
    ["global access that is on", "10.1.2.3", { endpoints: { private: { globalAccess: true } } }, ["open-dns-endpoint"]],
    ["a cluster that takes no update", "10.1.2.3", { etag: "" }, []],
    ["an address outside", "81.92.200.7", {}, ["get-credentials", "open-dns-endpoint", "use-private-network"]],
  ] as const)("offers global access only where it could help: %s", (_, address, differences, remedies) => {
    const errorText = says("tcp-timeout", { host: "172.16.0.2" });
    const found = evaluate({ errorText, cluster: clusterView(differences), caller: callerAt(address) });
    expect(found?.remedies.map(({ id }) => id)).toEqual(remedies);
  });

  it("does not offer global access to a caller whom the list keeps out of the private endpoint", () => {
    const errorText = says("tcp-timeout", { host: "172.16.0.2" });
    const cluster = clusterView({ authorizedNetworks: { privateEndpointEnforcement: true } });
    const found = evaluate({ errorText, cluster, caller: callerAt("10.1.2.3") });
    expect(found?.remedies.map(({ id }) => id)).toEqual(["open-dns-endpoint"]);
  });

  it("offers a way to Google's addresses for the DNS endpoint", () => {
    const host = "gke-0a1b-123456789012.europe-west1.gke.goog";
    const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
    expect(evaluate({ cluster, errorText: says("tcp-timeout", { host }) })?.remedies[0]).toEqual({
      id: "configure-dns",
      params: {},
    });
  });
});

describe("tcp-unreachable, by this server's probe", () => {
  it.each([
    { outcome: "connected", status: "pass" },
    { outcome: "timed-out", status: "fail" },
    { outcome: "unreachable", status: "fail" },
    { outcome: "refused", status: "not-applicable" },
    { outcome: "proxy-failed", status: "unknown" },
  ] as const)("is $status when the connection is $outcome, whatever the text says", ({ outcome, status }) => {
    expect(evaluate({ request: server, tcp: probe(outcome) })).toMatchObject({ status });
    expect(evaluate({ request: server, tcp: probe(outcome), errorText: silent })).toMatchObject({ status });
  });

  it("shows the system's own words, and sends a caller inside the network to the private endpoint", () => {
    const tcp = { ...probe("unreachable"), detail: "connect ENETUNREACH" };
    expect(evaluate({ request: server, tcp })?.evidence[0]).toMatchObject({ observed: "connect ENETUNREACH" });
    const cluster = clusterView({ authorizedNetworks: { enabled: false } });
    expect(evaluate({ request: server, tcp, cluster, caller: callerAt("10.1.2.3") })?.remedies[0]).toEqual({
      id: "get-credentials",
      params: { endpoint: "private" },
    });
  });

  it("waits for the probe, and is unknown when it could not be made", () => {
    expect(evaluate({ request: server })).toBeUndefined();
    expect(evaluate({ request: server, tcp: unobserved("unavailable", "no socket") })).toMatchObject({
      status: "unknown",
    });
    const untried = unobserved("needs-another-fact", "no host");
    expect(evaluate({ request: server, tcp: untried })).toMatchObject({ status: "unknown" });
    expect(evaluate({ request: server, tcp: untried, dns: undefined })).toBeUndefined();
  });

  it("leaves a host that is not there, or does not resolve, to the checks of those", () => {
    const tcp = unobserved("needs-another-fact", "no host");
    const dns = { outcome: "no-such-name", host: "gke-x.gke.goog", code: "ENOTFOUND" } as const;
    expect(evaluate({ request: server, tcp, dns })).toMatchObject({ status: "not-applicable" });
    const target = { kind: "public", host: "", chosenBy: "request", why: "" } as const;
    expect(evaluate({ request: server, tcp, target })).toMatchObject({ status: "not-applicable" });
  });

  it("never lets this server's probe decide for a browser", () => {
    expect(evaluate({ tcp: probe("timed-out") })).toMatchObject({ status: "not-applicable" });
  });
});
