import { describe, expect, it } from "vitest";
import type { DnsProbe, FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { dnsEndpointUnresolvable } from "./dns-endpoint-unresolvable";
import { says } from "./given/testing";

const host = "gke-0a1b-123456789012.europe-west1.gke.goog";
const target: FactValues["target"] = { kind: "dns", host, chosenBy: "kubeconfig", why: "" };
const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return dnsEndpointUnresolvable.evaluate(healthySnapshot({ target, dns: undefined, ...replaced }));
}

describe("dns-endpoint-unresolvable, for a browser", () => {
  it.each(["dns-nxdomain", "dns-timeout"] as const)(
    "is likely for %s at this cluster's name, without a probe",
    (cause) => {
      expect(evaluate({ errorText: says(cause, { host }) })).toMatchObject({
        status: "fail",
        certainty: "likely",
        bases: ["error-text"],
        evidence: [{ label: host }],
        remedies: [
          { id: "configure-dns" },
          { id: "get-credentials", params: { endpoint: "public" } },
          { id: "use-private-network" },
        ],
      });
    },
  );

  it("believes a text without a host when the target is the DNS endpoint", () => {
    expect(evaluate({ errorText: says("dns-nxdomain") })).toMatchObject({ status: "fail" });
  });

  it("sees the DNS endpoint in the text whatever the target is", () => {
    const chosen: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    expect(evaluate({ target: chosen, errorText: says("dns-nxdomain", { host }) })).toMatchObject({ status: "fail" });
    expect(evaluate({ target: chosen, errorText: says("dns-nxdomain") })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    ["another cluster's name", says("dns-nxdomain", { host: "gke-ffff-1.europe-west1.gke.goog" })],
    ["a name of another domain", says("dns-nxdomain", { host: "kube.corp.example" })],
    ["a text that may mean something else", says(["dns-timeout", "network-unreachable"], { host })],
    ["no text", { given: false } as const],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("never takes this server's resolver for the person's", () => {
    expect(evaluate({ dns: { outcome: "no-such-name", host, code: "ENOTFOUND" } })).toMatchObject({
      status: "not-applicable",
    });
  });
});

describe("dns-endpoint-unresolvable, for this server", () => {
  const resolved: DnsProbe = { outcome: "resolved", host, addresses: ["142.250.1.2"] };

  it.each([
    { probe: resolved, status: "pass", certainty: "certain" },
    { probe: { outcome: "no-such-name", host, code: "ENOTFOUND" }, status: "fail", certainty: "certain" },
    { probe: { outcome: "resolver-failed", host, code: "ESERVFAIL" }, status: "fail", certainty: "likely" },
    { probe: { outcome: "timed-out", host, code: "ETIMEOUT" }, status: "fail", certainty: "likely" },
  ] as const)("is $status ($certainty) when the probe says $probe.outcome", ({ probe, status, certainty }) => {
    expect(evaluate({ request: server, dns: probe })).toMatchObject({ status, certainty, bases: ["observed"] });
  });

  it("waits for the probe, and is unknown without it", () => {
    expect(evaluate({ request: server })).toBeUndefined();
    expect(evaluate({ request: server, dns: unobserved("unavailable", "no resolver") })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "dns" }],
    });
  });

  it("waits for the caller only to choose the remedies", () => {
    const unknownName: DnsProbe = { outcome: "no-such-name", host, code: "ENOTFOUND" };
    expect(evaluate({ request: server, dns: unknownName, caller: undefined })).toBeUndefined();
    expect(evaluate({ request: server, dns: resolved, caller: undefined })).toMatchObject({ status: "pass" });
    expect(evaluate({ errorText: says("dns-nxdomain"), caller: undefined })).toBeUndefined();
    const caller: FactValues["caller"] = { address: "10.1.2.3", family: "ipv4", scope: "private", source: "typed" };
    const inside = [
      { id: "configure-dns", params: {} },
      { id: "get-credentials", params: { endpoint: "private" } },
    ];
    expect(evaluate({ request: server, dns: unknownName, caller })?.remedies).toEqual(inside);
    expect(evaluate({ errorText: says("dns-nxdomain"), caller })?.remedies).toEqual(inside);
  });

  it("shows what the resolver said", () => {
    expect(evaluate({ request: server, dns: resolved })?.evidence).toMatchObject([{ observed: "142.250.1.2" }]);
    const failed: DnsProbe = { outcome: "timed-out", host, code: "ETIMEOUT" };
    expect(evaluate({ request: server, dns: failed })).toMatchObject({
      summary: `This server's resolver gave no answer: ${host}.`,
      evidence: [{ observed: "timed-out (ETIMEOUT)" }],
    });
  });

  it("does not apply to IP endpoints", () => {
    const chosen: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    expect(evaluate({ request: server, target: chosen })).toMatchObject({ status: "not-applicable" });
  });

  it("does not apply where there is no name to resolve", () => {
    const chosen: FactValues["target"] = { kind: "dns", host: "", chosenBy: "request", why: "" };
    expect(evaluate({ request: server, target: chosen })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ target: chosen, errorText: says("dns-nxdomain") })).toMatchObject({ status: "not-applicable" });
  });
});
