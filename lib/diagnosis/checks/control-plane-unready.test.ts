import { describe, expect, it } from "vitest";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { controlPlaneUnready } from "./control-plane-unready";
import { says } from "./given/testing";

const server = { cluster: clusterView().name, vantage: { kind: "server" }, endpoint: null } as const;
const upgrade: FactValues["operations"] = {
  running: [{ name: "operation-1", type: "UPGRADE_MASTER", status: "RUNNING", startTime: "", detail: "" }],
};

function answering(status: number): FactValues["http"] {
  return { answers: [{ path: "/readyz", status, body: "other", message: "etcd failed" }], version: null };
}

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return controlPlaneUnready.evaluate(healthySnapshot(replaced));
}

describe("control-plane-unready", () => {
  it.each(["http-429", "http-500", "http-502", "http-503", "http-504"] as const)(
    "fails for %s, without a probe",
    (cause) => {
      expect(evaluate({ errorText: says(cause), tls: undefined, http: undefined })).toMatchObject({
        status: "fail",
        bases: ["error-text"],
        remedies: [{ id: "wait-for-cluster" }],
      });
    },
  );

  it("names the operation that takes a zonal control plane down", () => {
    const cluster = clusterView({ kind: "zonal" });
    expect(evaluate({ errorText: says("http-503"), cluster, operations: upgrade })).toMatchObject({
      status: "fail",
      summary: expect.stringContaining("UPGRADE_MASTER is under way on its only replica."),
      remedies: [{ id: "wait-for-operation", params: { operation: "operation-1" } }],
    });
  });

  it("does not blame an operation on nodes", () => {
    const operations = {
      running: [{ name: "operation-2", type: "UPGRADE_NODES", status: "RUNNING", startTime: "", detail: "" }],
    };
    expect(evaluate({ errorText: says("http-503"), operations })?.remedies).toEqual([
      { id: "wait-for-cluster", params: {} },
    ]);
  });

  it.each([
    ["no text", { given: false } as const],
    ["401", says("http-401")],
    ["403", says("http-403")],
    ["silence", says("tcp-timeout")],
    ["a proxy's 502", says("proxy-502")],
  ])("does not apply to a browser with %s, and waits for no probe", (_, errorText) => {
    expect(evaluate({ errorText, tls: undefined, http: undefined, operations: undefined })).toMatchObject({
      status: "not-applicable",
    });
  });

  it.each([
    { status: 200, finding: "pass" },
    { status: 401, finding: "pass" },
    { status: 403, finding: "pass" },
    { status: 429, finding: "fail" },
    { status: 499, finding: "pass" },
    { status: 500, finding: "fail" },
    { status: 501, finding: "pass" },
    { status: 504, finding: "fail" },
  ])("is $finding when this server is answered $status", ({ status, finding }) => {
    expect(evaluate({ request: server, http: answering(status) })).toMatchObject({
      status: finding,
      bases: ["observed"],
    });
  });

  it("asks this server's probe for a browser too when something already speaks of trouble", () => {
    const http = answering(500);
    const repairing = clusterView({ status: "RECONCILING" });
    expect(evaluate({ http })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ http, cluster: repairing })).toMatchObject({ status: "fail", bases: ["observed"] });
    expect(evaluate({ http, errorText: says(["http-503", "proxy-502"]) })).toMatchObject({ status: "fail" });
    expect(evaluate({ http: undefined, cluster: repairing })).toBeUndefined();
    const blocked = unobserved("needs-another-fact", "no TLS");
    expect(evaluate({ tls: blocked, http: blocked, cluster: repairing })).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown for this server when TLS got through and no answer came", () => {
    const http = unobserved("timed-out", "5 s");
    expect(evaluate({ request: server, http })).toMatchObject({ status: "unknown", missing: [{ fact: "http" }] });
    expect(evaluate({ request: server, http: undefined })).toBeUndefined();
    const blocked = unobserved("needs-another-fact", "no TLS");
    expect(evaluate({ request: server, tls: blocked, http: blocked })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the cluster, whose status may speak of trouble", () => {
    expect(evaluate({ cluster: undefined })).toBeUndefined();
    const repairing = clusterView({ status: "RECONCILING" });
    const http = unobserved("timed-out", "5 s");
    expect(evaluate({ cluster: repairing, http })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for operations only when it fails, and does without them", () => {
    expect(evaluate({ errorText: says("http-503"), operations: undefined })).toBeUndefined();
    const operations = unobserved("permission-denied", "container.operations.list");
    expect(evaluate({ errorText: says("http-503"), operations })).toMatchObject({ status: "fail" });
  });

  it("needs no cluster to believe the text", () => {
    const cluster = unobserved("permission-denied", "container.clusters.get");
    expect(evaluate({ errorText: says("http-503"), cluster })).toMatchObject({ status: "fail" });
    expect(evaluate({ cluster })).toMatchObject({ status: "not-applicable" });
  });

  it("is not asked of a probe when the control plane itself answered with something else", () => {
    const repairing = clusterView({ status: "RECONCILING" });
    const answered = says("no-agent-available");
    expect(evaluate({ cluster: repairing, errorText: answered })).toMatchObject({ status: "not-applicable" });
  });

  it.each(["STOPPING", "ERROR"] as const)("offers no waiting for a cluster in %s", (status) => {
    expect(evaluate({ errorText: says("http-503"), cluster: clusterView({ status }) })?.remedies).toEqual([]);
  });
});
