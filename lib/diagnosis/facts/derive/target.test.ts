import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import type { EndpointKind, FactValues, Vantage } from "@/lib/diagnosis/facts/schema";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import type { ErrorDetails } from "@/lib/kubernetes/explain/explanation";
import { chooseTarget, type TargetInput } from "./target";

const dnsHost = "gke-0a1b-123456789012.europe-west1.gke.goog";
const dnsOpen = { dns: { allowExternalTraffic: true } };
const publicOff = { public: { enabled: false, address: null }, retiredPublicAddress: "34.78.1.2" };
const noPrivate = { private: { enabled: false, address: null } };
const ipOff = { ipEnabled: false, public: { enabled: false, address: null }, ...noPrivate };
const nothing = { ...ipOff, dns: { host: null } };
type Endpoints = NonNullable<Parameters<typeof clusterView>[0]>["endpoints"];

function callerAt(address: string): FactValues["caller"] {
  return { address, family: addressFamily(address), scope: addressScope(address), source: "load-balancer" };
}

function choose(given: {
  endpoints?: Endpoints;
  endpoint?: EndpointKind;
  server?: string | null;
  errorDetails?: ErrorDetails;
  caller?: TargetInput["caller"];
  vantage?: Vantage;
}) {
  const {
    endpoints = {},
    endpoint = null,
    server,
    errorDetails,
    caller = "pending",
    vantage = { kind: "browser" },
  } = given;
  const cluster = clusterView({ endpoints });
  const summary = {
    context: "gke_corp-data-prod_europe-west1_analytics-private",
    server: server ?? null,
    caSha256: null,
    execCommandBasename: "gke-gcloud-auth-plugin",
    proxyUrl: null,
    tlsServerName: null,
  };
  return chooseTarget({
    cluster,
    request: { cluster: cluster.name, vantage, endpoint },
    kubeconfig: server === undefined ? { given: false } : { given: true, summary },
    errorText: errorDetails ? { given: true, causes: [], details: errorDetails } : { given: false },
    caller,
  });
}

describe("chooseTarget, with an error text", () => {
  it.each([
    { errorDetails: { host: "34.78.1.2" }, kind: "public", host: "34.78.1.2" },
    { errorDetails: { address: "172.16.0.2" }, kind: "private", host: "172.16.0.2" },
    { errorDetails: { host: "kubernetes.corp.example", address: "172.16.0.2" }, kind: "private", host: "172.16.0.2" },
    { errorDetails: { host: dnsHost, address: "142.250.1.1" }, kind: "dns", host: dnsHost },
  ])("takes the endpoint that $errorDetails names, wherever the caller is", ({ errorDetails, kind, host }) => {
    expect(choose({ errorDetails })).toMatchObject({ kind, host, chosenBy: "error-text" });
  });

  it("takes the public endpoint for the address that it had", () => {
    expect(choose({ errorDetails: { host: "34.78.1.2" }, endpoints: publicOff })).toMatchObject({
      kind: "public",
      chosenBy: "error-text",
      why: "Your error text names 34.78.1.2, the address of the public endpoint, which is off.",
    });
  });

  it("goes by the kubeconfig and by what was asked first, and by the caller when the text names another host", () => {
    const errorDetails = { host: "34.78.1.2" };
    expect(choose({ errorDetails, server: "172.16.0.2" })).toMatchObject({ kind: "private", chosenBy: "kubeconfig" });
    expect(choose({ errorDetails, endpoint: "dns" })).toMatchObject({ kind: "dns", chosenBy: "request" });
    expect(choose({ errorDetails: { host: "35.7.7.7" }, caller: callerAt("10.1.2.3") })).toMatchObject({
      kind: "private",
      chosenBy: "vantage",
    });
  });
});

describe("chooseTarget, asked for an endpoint", () => {
  it.each([
    { endpoint: "public", endpoints: {}, host: "34.78.1.2", why: "You asked for the public endpoint, 34.78.1.2." },
    { endpoint: "private", endpoints: {}, host: "172.16.0.2", why: "You asked for the private endpoint, 172.16.0.2." },
    { endpoint: "dns", endpoints: {}, host: dnsHost, why: `You asked for the DNS endpoint, ${dnsHost}.` },
    {
      endpoint: "public",
      endpoints: publicOff,
      host: "34.78.1.2",
      why: "You asked for the public endpoint, which is off; 34.78.1.2 was its address.",
    },
    {
      endpoint: "public",
      endpoints: ipOff,
      host: "",
      why: "You asked for the public endpoint, and this cluster has none.",
    },
    {
      endpoint: "private",
      endpoints: noPrivate,
      host: "",
      why: "You asked for the private endpoint, and this cluster has none.",
    },
    {
      endpoint: "dns",
      endpoints: nothing,
      host: "",
      why: "You asked for the DNS endpoint, and this cluster has none.",
    },
  ] as const)("takes $endpoint with host '$host': $why", ({ endpoint, endpoints, host, why }) => {
    expect(choose({ endpoint, endpoints })).toEqual({ kind: endpoint, host, chosenBy: "request", why });
  });

  it("takes what was asked before what the kubeconfig names", () => {
    expect(choose({ endpoint: "dns", server: "34.78.1.2" })).toMatchObject({ kind: "dns", chosenBy: "request" });
  });
});

describe("chooseTarget, given a kubeconfig", () => {
  it.each([
    { server: "34.78.1.2", kind: "public", host: "34.78.1.2" },
    { server: "172.16.0.2:443", kind: "private", host: "172.16.0.2" },
    { server: dnsHost, kind: "dns", host: dnsHost },
  ] as const)("takes the endpoint that $server names", ({ server, kind, host }) => {
    expect(choose({ server })).toMatchObject({ kind, host, chosenBy: "kubeconfig" });
  });

  it("takes the address of a public endpoint that is off for the public endpoint", () => {
    expect(choose({ server: "34.78.1.2", endpoints: publicOff })).toEqual({
      kind: "public",
      host: "34.78.1.2",
      chosenBy: "kubeconfig",
      why: "Your kubeconfig names 34.78.1.2, the address of the public endpoint, which is off.",
    });
  });

  it.each(["34.78.1.3", "localhost:8443", null])(
    "goes by the vantage when the server is %s, no endpoint of it",
    (server) => {
      expect(choose({ server, caller: callerAt("81.92.200.7") })).toMatchObject({
        kind: "public",
        chosenBy: "vantage",
      });
    },
  );
});

describe("chooseTarget, by the vantage", () => {
  it.each([
    { endpoints: {}, caller: "81.92.200.7", kind: "public" },
    { endpoints: {}, caller: "10.132.0.9", kind: "private" },
    { endpoints: {}, caller: "10.20.0.1", kind: "private" },
    { endpoints: {}, caller: "100.64.3.4", kind: "private" },
    { endpoints: {}, caller: "34.140.61.85", kind: "public" },
    { endpoints: dnsOpen, caller: "81.92.200.7", kind: "public" },
    { endpoints: { ...publicOff, ...dnsOpen }, caller: "81.92.200.7", kind: "dns" },
    { endpoints: { ...publicOff, ...dnsOpen }, caller: "10.132.0.9", kind: "private" },
  ] as const)("is $kind for $caller and $endpoints", ({ endpoints, caller, kind }) => {
    expect(choose({ endpoints, caller: callerAt(caller) })).toMatchObject({ kind, chosenBy: "vantage" });
  });

  it.each([
    {
      vantage: { kind: "browser" },
      caller: "81.92.200.7",
      why: "You come from 81.92.200.7, a public address, so the public endpoint 34.78.1.2 is the one to use.",
    },
    {
      vantage: { kind: "server" },
      caller: "62.210.115.40",
      why: "This server leaves from 62.210.115.40, a public address, so the public endpoint 34.78.1.2 is the one to use.",
    },
    {
      vantage: { kind: "address", address: "10.1.2.3" },
      caller: "10.1.2.3",
      why: "You typed 10.1.2.3, inside a private network, so the private endpoint 172.16.0.2 is the one to use.",
    },
  ] as const)("says why: $why", ({ vantage, caller, why }) => {
    expect(choose({ vantage, caller: callerAt(caller) })).toMatchObject({ why });
  });

  it.each([
    { endpoints: ipOff, kind: "dns", why: `No IP endpoint is on: the DNS endpoint ${dnsHost} is the only way in.` },
    {
      endpoints: publicOff,
      kind: "private",
      why: "Only the private endpoint 172.16.0.2 is on, and it can be reached from inside its network only.",
    },
    {
      endpoints: noPrivate,
      kind: "public",
      why: "This cluster has no private endpoint: the public endpoint 34.78.1.2 is what everybody uses.",
    },
  ] as const)("does not wait for the caller when only $kind can be meant", ({ endpoints, kind, why }) => {
    expect(choose({ endpoints, caller: "pending" })).toMatchObject({ kind, why });
    expect(choose({ endpoints, caller: { unknown: "no header" } })).toMatchObject({ kind, why });
  });

  it("waits for the caller when it matters, and says what is missing when it stays unknown", () => {
    expect(choose({ caller: "pending" })).toBe("waiting");
    expect(choose({ endpoints: { ...publicOff, ...dnsOpen }, caller: "pending" })).toBe("waiting");
    expect(choose({ caller: { unknown: "kubectl goes through the tunnel at 127.0.0.1:8443" } })).toEqual({
      unknown: expect.stringContaining("and kubectl goes through the tunnel at 127.0.0.1:8443: choose an endpoint"),
    });
    expect(choose({ caller: callerAt("127.0.0.1") })).toEqual({ unknown: expect.stringContaining("127.0.0.1") });
  });

  it("is unknown while the cluster has no endpoint at all", () => {
    expect(choose({ endpoints: nothing, caller: callerAt("81.92.200.7") })).toEqual({
      unknown: "Google names no endpoint of this cluster (its status is RUNNING)",
    });
  });
});
