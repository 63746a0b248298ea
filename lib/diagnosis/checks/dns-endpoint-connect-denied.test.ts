import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { dnsEndpointConnectDenied } from "./dns-endpoint-connect-denied";
import { says } from "./given/testing";

const cluster = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
const host = "gke-0a1b-123456789012.europe-west1.gke.goog";
const target: FactValues["target"] = { kind: "dns", host, chosenBy: "request", why: "" };
const server = { cluster: cluster.name, vantage: { kind: "server" }, endpoint: null } as const;
const permission = "container.clusters.connect";

function answering(status: number, body: FactValues["http"]["answers"][number]["body"]): FactValues["http"] {
  return { answers: [{ path: "/readyz", status, body, message: body }], version: null };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return dnsEndpointConnectDenied.evaluate(healthySnapshot({ cluster, target, ...replaced }));
}

describe("dns-endpoint-connect-denied, for a browser", () => {
  const noProbes = { dns: undefined, tcp: undefined, tls: undefined, http: undefined, permissions: undefined };

  it("is likely when an open endpoint refused with the front end's page", () => {
    expect(evaluate({ ...noProbes, errorText: says("dns-endpoint-forbidden", { host }) })).toMatchObject({
      status: "fail",
      certainty: "likely",
      bases: ["error-text", "configuration"],
      remedies: [{ id: "grant-role", params: { role: "roles/container.clusterViewer", permission } }],
    });
  });

  it("is certain when the text names the permission", () => {
    const errorText = says("gcloud-permission-denied", { permission });
    expect(evaluate({ ...noProbes, errorText })).toMatchObject({ status: "fail", certainty: "certain" });
  });

  it.each([
    ["no text", { given: false } as const],
    ["a text that may also be a captive portal", says(["dns-endpoint-forbidden", "captive-portal"])],
    ["another permission", says("gcloud-permission-denied", { permission: "container.clusters.get" })],
    ["Kubernetes's own 403", says("http-403")],
  ])("does not apply with %s", (_, errorText) => {
    expect(evaluate({ ...noProbes, errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("never takes Drawbridge's own permissions for the person's", () => {
    const permissions = { granted: [], denied: [permission] };
    expect(evaluate({ permissions, http: answering(403, "html") })).toMatchObject({ status: "not-applicable" });
  });

  it("does not apply while the endpoint is closed", () => {
    const errorText = says("dns-endpoint-forbidden");
    expect(evaluate({ cluster: clusterView(), errorText })).toMatchObject({ status: "not-applicable" });
  });
});

describe("dns-endpoint-connect-denied, for this server", () => {
  const refused = answering(403, "html");

  it("is certain when the front end refused and the permission is missing", () => {
    const permissions = { granted: [], denied: [permission] };
    expect(evaluate({ request: server, http: refused, permissions })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["observed", "configuration"],
    });
  });

  it.each([
    ["the permission is granted: a condition may refuse", { granted: [permission], denied: [] }],
    ["permissions could not be read", unobserved("timed-out", "5 s")],
  ])("is likely when %s", (_, permissions) => {
    expect(evaluate({ request: server, http: refused, permissions })).toMatchObject({
      status: "fail",
      certainty: "likely",
    });
  });

  it.each([
    { status: 200, body: "ok", finding: "pass" },
    { status: 403, body: "kubernetes-status", finding: "pass" },
    { status: 401, body: "html", finding: "not-applicable" },
    { status: 403, body: "other", finding: "not-applicable" },
  ] as const)("is $finding for an answer $status $body", ({ status, body, finding }) => {
    expect(evaluate({ request: server, http: answering(status, body) })).toMatchObject({ status: finding });
  });

  it("waits for the answer, and for permissions only after a refusal", () => {
    expect(evaluate({ request: server, http: undefined })).toBeUndefined();
    expect(evaluate({ request: server, http: refused, permissions: undefined })).toBeUndefined();
    expect(evaluate({ request: server, http: answering(200, "ok"), permissions: undefined })).toMatchObject({
      status: "pass",
    });
    expect(evaluate({ request: server, http: unobserved("needs-another-fact", "no TLS") })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("does not apply to IP endpoints", () => {
    const chosen: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    expect(evaluate({ request: server, target: chosen, http: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
