import { describe, expect, it } from "vitest";
import type { TcpProbe } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { connectionRefused } from "./connection-refused";
import { kubeconfigOf, says } from "./given/testing";

const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;

function probe(outcome: TcpProbe["outcome"], via: string | null = null): TcpProbe {
  return { outcome, target: "34.78.1.2:443", via, detail: "", elapsedMs: 1 };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return connectionRefused.evaluate(healthySnapshot({ tcp: undefined, ...replaced }));
}

describe("connection-refused, by the error text", () => {
  it.each([
    { cause: "conn-refused", title: "The connection was refused", what: "refused the connection at once" },
    { cause: "conn-reset", title: "The connection was cut", what: "cut the connection with a reset" },
  ] as const)("fails for $cause and says that no list did it", ({ cause, title, what }) => {
    expect(evaluate({ errorText: says(cause, { host: "35.7.7.7" }) })).toMatchObject({
      status: "fail",
      title,
      certainty: "certain",
      bases: ["error-text"],
      summary: `35.7.7.7 ${what}. Authorized networks never do that, they stay silent.`,
      remedies: [{ id: "get-credentials", params: { endpoint: "public" } }],
    });
  });

  it("looks for something in between where the cluster's own endpoint seems to refuse", () => {
    const errorText = says("conn-refused", { host: "34.78.1.2" });
    const bypass = { id: "correct-proxy", params: { proxy: null } };
    expect(evaluate({ errorText })?.remedies).toEqual([bypass]);
    const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
    expect(evaluate({ errorText, cluster })?.remedies).toEqual([
      bypass,
      { id: "get-credentials", params: { endpoint: "dns" } },
    ]);
  });

  it("is likely when it may have been the proxy", () => {
    expect(evaluate({ errorText: says(["proxy-refused", "conn-refused"]) })).toMatchObject({
      status: "fail",
      certainty: "likely",
    });
    const kubeconfig = kubeconfigOf({ proxyUrl: "http://proxy.corp.example:3128" });
    expect(evaluate({ errorText: says(["conn-refused", "proxy-refused"]), kubeconfig })?.remedies[0]).toEqual({
      id: "correct-proxy",
      params: { proxy: "proxy.corp.example:3128" },
    });
  });

  it.each([
    ["no text", { given: false } as const],
    ["the proxy alone", says("proxy-refused")],
    ["silence", says("tcp-timeout")],
    ["a missing kubeconfig", says(["kubeconfig-missing", "conn-refused"])],
    ["plain HTTP to an HTTPS port", says(["http-to-https", "conn-reset"])],
  ])("does not apply to %s", (_, errorText) => {
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it.each([
    { host: "localhost", server: "localhost:8443" },
    { host: "127.0.0.1", server: "127.0.0.1:8443" },
    { host: undefined, server: "localhost:8443" },
  ])("names the tunnel that is not running: $host, $server", ({ host, server: named }) => {
    const errorText = says("conn-refused", host === undefined ? {} : { host });
    expect(evaluate({ errorText, kubeconfig: kubeconfigOf({ server: named }) })).toMatchObject({
      status: "fail",
      bases: ["error-text", "kubeconfig"],
      summary: expect.stringContaining("the tunnel that kubectl goes through is not running"),
      remedies: [{ id: "use-private-network" }, { id: "get-credentials", params: { endpoint: "public" } }],
    });
  });

  it("does not say that nothing listens where a tunnel cut the connection", () => {
    expect(evaluate({ errorText: says("conn-reset", { host: "127.0.0.1" }) })).toMatchObject({
      title: "The connection was cut",
      summary: "The tunnel at 127.0.0.1 took the connection and cut it: its far end does not get through.",
    });
  });

  it("offers no tunnel to a private endpoint that is not there", () => {
    const cluster = clusterView({ endpoints: { private: { enabled: false, address: null } } });
    expect(evaluate({ errorText: says("conn-refused", { host: "localhost" }), cluster })?.remedies).toEqual([
      { id: "get-credentials", params: { endpoint: "public" } },
    ]);
  });

  it("needs the cluster for remedies only", () => {
    expect(evaluate({ errorText: says("conn-refused"), cluster: undefined })).toBeUndefined();
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(evaluate({ errorText: says("conn-refused"), cluster })).toMatchObject({ status: "fail", remedies: [] });
    expect(evaluate({ cluster })).toMatchObject({ status: "not-applicable" });
  });
});

describe("connection-refused, by this server's probe", () => {
  it.each([
    { outcome: "connected", status: "pass" },
    { outcome: "refused", status: "fail" },
    { outcome: "timed-out", status: "not-applicable" },
    { outcome: "unreachable", status: "not-applicable" },
    { outcome: "proxy-failed", status: "not-applicable" },
  ] as const)("is $status when the connection is $outcome, whatever the text says", ({ outcome, status }) => {
    expect(evaluate({ request: server, tcp: probe(outcome) })).toMatchObject({ status });
    expect(evaluate({ request: server, tcp: probe(outcome), errorText: says("conn-refused") })).toMatchObject({
      status,
    });
  });

  it("is certain, and speaks of no tunnel", () => {
    expect(evaluate({ request: server, tcp: probe("refused") })).toMatchObject({ certainty: "certain", remedies: [] });
  });

  it("suspects the proxy in between", () => {
    expect(evaluate({ request: server, tcp: probe("refused", "127.0.0.1:3128") })?.remedies).toEqual([
      { id: "correct-proxy", params: { proxy: "127.0.0.1:3128" } },
    ]);
  });

  it("waits for the probe, which a browser does not", () => {
    expect(evaluate({ request: server })).toBeUndefined();
    expect(evaluate({ tcp: probe("refused") })).toMatchObject({ status: "not-applicable" });
  });
});
