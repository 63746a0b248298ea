import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import type { FactValues, TcpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { says } from "./given/testing";
import { privateEndpointFromOutside } from "./private-endpoint-from-outside";

const { name } = clusterView();
const target: FactValues["target"] = { kind: "private", host: "172.16.0.2", chosenBy: "vantage", why: "" };
const server = { cluster: name, vantage: { kind: "server" }, endpoint: null } as const;

function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

function probe(outcome: TcpProbe["outcome"]): TcpProbe {
  return { outcome, target: "172.16.0.2:443", via: null, detail: "", elapsedMs: 3000 };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return privateEndpointFromOutside.evaluate(healthySnapshot({ target, tcp: undefined, ...replaced }));
}

describe("private-endpoint-from-outside", () => {
  it.each([
    { address: "10.132.0.9", status: "pass" },
    { address: "100.64.0.5", status: "pass" },
    { address: "10.20.0.1", status: "pass" },
    { address: "81.92.200.7", status: "fail" },
    { address: "34.140.61.85", status: "fail" },
    { address: "2a01:4f8::1", status: "fail" },
    { address: "127.0.0.1", status: "unknown" },
    { address: "169.254.1.1", status: "unknown" },
  ])("is $status for a browser at $address, without any probe", ({ address, status }) => {
    expect(evaluate({ caller: callerAt(address) })).toMatchObject({ status });
  });

  it("is likely for a browser, which may leave by another way than kubectl", () => {
    expect(evaluate({})).toMatchObject({
      certainty: "likely",
      bases: ["configuration"],
      summary: "172.16.0.2 is a private address, and 81.92.200.7 is outside every private network.",
      remedies: [
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "open-dns-endpoint" },
        { id: "use-private-network" },
      ],
    });
  });

  it("is certain for a typed address, and when the error text agrees", () => {
    const typed = { cluster: name, vantage: { kind: "address", address: "81.92.200.7" }, endpoint: null } as const;
    expect(evaluate({ request: typed })).toMatchObject({ status: "fail", certainty: "certain" });
    expect(evaluate({ errorText: says("tcp-timeout", { host: "172.16.0.2" }) })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["configuration", "error-text"],
    });
    expect(evaluate({ errorText: says("tcp-timeout", { host: "34.78.1.2" }) })).toMatchObject({ certainty: "likely" });
    expect(evaluate({ errorText: says(["tcp-timeout", "conn-refused"]) })).toMatchObject({ certainty: "likely" });
  });

  it("takes an error text that names the private endpoint for the connection, whatever the target is", () => {
    const chosen: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    const errorText = says("network-unreachable", { address: "172.16.0.2" });
    expect(evaluate({ target: chosen, errorText })).toMatchObject({ status: "fail", certainty: "certain" });
    expect(evaluate({ target: chosen, errorText: says("tcp-timeout") })).toMatchObject({ status: "not-applicable" });
    const refused = says("http-401", { host: "172.16.0.2" });
    expect(evaluate({ target: chosen, errorText: refused })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { outcome: "connected", status: "pass", certainty: "certain" },
    { outcome: "timed-out", status: "fail", certainty: "likely" },
    { outcome: "unreachable", status: "fail", certainty: "likely" },
    { outcome: "refused", status: "not-applicable", certainty: "certain" },
    { outcome: "proxy-failed", status: "not-applicable", certainty: "certain" },
  ] as const)("is $status for this server when its connection is $outcome", ({ outcome, status, certainty }) => {
    expect(evaluate({ request: server, tcp: probe(outcome) })).toMatchObject({ status, certainty });
  });

  it("waits for the probe at this server only, and is unknown when it could not be made", () => {
    expect(evaluate({ request: server })).toBeUndefined();
    expect(evaluate({ request: server, tcp: unobserved("unavailable", "no socket") })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "tcp", detail: "no socket" }],
    });
    expect(evaluate({ request: server, tcp: probe("connected"), caller: undefined })).toMatchObject({ status: "pass" });
  });

  it("is unknown when nobody can say where the browser is", () => {
    expect(evaluate({ caller: undefined })).toBeUndefined();
    expect(evaluate({ caller: unobserved("not-observable", "check DRAWBRIDGE_TRUSTED_HOPS") })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "caller" }],
    });
  });

  it("does not apply without a private endpoint", () => {
    const cluster = clusterView({ endpoints: { private: { enabled: false, address: null } } });
    expect(evaluate({ cluster })).toMatchObject({ status: "not-applicable" });
  });

  it("shows the text that names the private endpoint where the target is another, as likely while it is ambiguous", () => {
    const elsewhere: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "kubeconfig", why: "" };
    const errorText = says(["tcp-timeout", "tls-handshake-timeout"], { host: "172.16.0.2" });
    expect(evaluate({ target: elsewhere, errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["configuration", "error-text"],
    });
  });
});
