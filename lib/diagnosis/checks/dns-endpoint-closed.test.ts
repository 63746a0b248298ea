import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { dnsEndpointClosed } from "./dns-endpoint-closed";
import { says } from "./given/testing";

const open = clusterView({ endpoints: { dns: { allowExternalTraffic: true } } });
const host = "gke-0a1b-123456789012.europe-west1.gke.goog";
const target: FactValues["target"] = { kind: "dns", host, chosenBy: "request", why: "" };
const server = { cluster: open.name, vantage: { kind: "server" }, endpoint: null } as const;
const connected = { outcome: "connected", target: `${host}:443`, via: null, detail: "", elapsedMs: 9 } as const;

function answering(status: number, body: FactValues["http"]["answers"][number]["body"]): FactValues["http"] {
  return { answers: [{ path: "/readyz", status, body, message: body }], version: null };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return dnsEndpointClosed.evaluate(healthySnapshot({ target, ...replaced }));
}

describe("dns-endpoint-closed", () => {
  it("fails from the configuration, without any probe", () => {
    expect(evaluate({ dns: undefined, tcp: undefined, http: undefined })).toMatchObject({
      status: "fail",
      certainty: "certain",
      bases: ["configuration"],
      evidence: [{ field: "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic" }],
      remedies: [
        { id: "open-dns-endpoint" },
        { id: "get-credentials", params: { endpoint: "public" } },
        { id: "use-private-network" },
      ],
    });
  });

  it("passes when external traffic is allowed", () => {
    expect(evaluate({ cluster: open })).toMatchObject({ status: "pass" });
    expect(evaluate({ cluster: open, errorText: says("dns-endpoint-forbidden") })).toMatchObject({ status: "pass" });
  });

  it.each(["dns-endpoint-forbidden", "gcloud-dns-endpoint-closed"] as const)(
    "fails for the text %s, whatever the target is",
    (cause) => {
      const chosen: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
      expect(evaluate({ target: chosen, errorText: says(cause) })).toMatchObject({
        status: "fail",
        bases: ["configuration", "error-text"],
      });
      expect(evaluate({ target: chosen })).toMatchObject({ status: "not-applicable" });
    },
  );

  it("looks at the answer that this server got", () => {
    expect(evaluate({ request: server, http: undefined })).toBeUndefined();
    expect(evaluate({ request: server, http: answering(403, "html"), tcp: connected })).toMatchObject({
      status: "fail",
      bases: ["configuration", "observed"],
    });
    expect(evaluate({ request: server, http: answering(403, "kubernetes-status") })).toMatchObject({ status: "pass" });
    expect(evaluate({ request: server, http: answering(200, "ok") })).toMatchObject({ status: "pass" });
  });

  it("does not let a connection that the front end takes speak for an open endpoint", () => {
    const http = unobserved("timed-out", "no answer");
    expect(evaluate({ request: server, http, tcp: connected })).toMatchObject({
      status: "fail",
      bases: ["configuration", "observed"],
    });
  });

  it("says so when there is no DNS endpoint at all, and opens none", () => {
    const none = clusterView({ endpoints: { dns: { host: null } } });
    expect(evaluate({ cluster: none })).toMatchObject({
      status: "fail",
      title: "This cluster has no DNS endpoint",
      remedies: [{ id: "get-credentials", params: { endpoint: "public" } }, { id: "use-private-network" }],
    });
    expect(evaluate({ cluster: none, caller: undefined })).toBeUndefined();
  });

  it("believes a text that may be a captive portal's only where the connection goes to the DNS endpoint", () => {
    const errorText = says(["captive-portal", "dns-endpoint-forbidden"]);
    const elsewhere: FactValues["target"] = { kind: "public", host: "34.78.1.2", chosenBy: "vantage", why: "" };
    expect(evaluate({ errorText, target: elsewhere })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ errorText })).toMatchObject({ status: "fail" });
    const certain = says("dns-endpoint-forbidden");
    expect(evaluate({ errorText: certain, target: elsewhere })).toMatchObject({ status: "fail" });
  });

  it("says nothing of a connection that failed", () => {
    const tcp = { ...connected, outcome: "timed-out" } as const;
    const http = unobserved("needs-another-fact", "no TLS");
    expect(evaluate({ request: server, http, tcp })).toMatchObject({ status: "fail", bases: ["configuration"] });
  });

  it("waits for the caller only to choose the remedies", () => {
    expect(evaluate({ caller: undefined })).toBeUndefined();
    expect(evaluate({ caller: undefined, cluster: open })).toMatchObject({ status: "pass" });
  });

  it("is unknown when the cluster could not be read", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get on corp-data-prod");
    expect(evaluate({ cluster })).toMatchObject({ status: "unknown" });
  });
});
