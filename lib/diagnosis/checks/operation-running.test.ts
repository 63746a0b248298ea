import { describe, expect, it } from "vitest";
import type { Operation } from "@/lib/diagnosis/facts/schema";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { said } from "./authorized-networks/testing";
import { operationRunning as check } from "./operation-running";

const upgrade: Operation = {
  name: "operation-1",
  type: "UPGRADE_NODES",
  status: "RUNNING",
  startTime: "2026-03-01T01:02:03Z",
  detail: "",
};
const repair: Operation = { ...upgrade, name: "operation-2", type: "AUTO_REPAIR_NODES" };
const refused = said(["gcloud-operation-running"], { operation: "operation-1" });
const perhaps = said(["gcloud-invalid-argument", "gcloud-operation-running"]);
const denied = unobserved("permission-denied", "container.operations.list");
const busy = clusterView({ status: "RECONCILING" });

function evaluate(errorText: object, operations: readonly Operation[] | typeof denied | undefined, facts: object = {}) {
  const value = Array.isArray(operations) ? { running: operations } : operations;
  return check.evaluate(
    healthySnapshot({ errorText, operations: value, ...facts } as Parameters<typeof healthySnapshot>[0]),
  );
}

describe("operation-running", () => {
  it("fails while the operation that refused the update runs", () => {
    expect(evaluate(refused, [repair, upgrade])).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "certain",
      bases: ["error-text", "configuration"],
      summary:
        "UPGRADE_NODES (operation-1) holds the cluster since 2026-03-01 01:02 UTC: your update was refused and has to wait.",
      remedies: [{ id: "wait-for-operation", params: { operation: "operation-1" } }],
    });
  });

  it("names the operation that runs by now when the error's own one has ended", () => {
    const next = { ...upgrade, name: "operation-9", startTime: "" };
    expect(evaluate(refused, [next])?.remedies).toEqual([
      { id: "wait-for-operation", params: { operation: "operation-9" } },
    ]);
  });

  it.each([
    ["none runs", []],
    ["only one runs that stands beside updates", [repair]],
  ])("says to try again when %s any more", (_, running) => {
    expect(evaluate(refused, running)).toMatchObject({
      status: "fail",
      severity: "advisory",
      summary: "Your update was refused for an operation (operation-1) that has ended: send it again.",
    });
  });

  it("is unknown, and names the permission, when it cannot be read what runs", () => {
    expect(evaluate(refused, denied)).toMatchObject({
      status: "unknown",
      missing: [{ fact: "operations", reason: "permission-denied", detail: "container.operations.list" }],
    });
  });

  it.each([
    ["runs", [upgrade], "fail"],
    ["has ended", [], "not-applicable"],
    ["cannot be seen", denied, "not-applicable"],
  ])("believes an ambiguous error only while an operation runs: it %s", (_, running, status) => {
    expect(evaluate(perhaps, running)).toMatchObject({ status, certainty: status === "fail" ? "likely" : "certain" });
  });

  it.each([
    ["runs", [upgrade], "pass"],
    ["stands beside updates", [repair], "not-applicable"],
    ["is none", [], "not-applicable"],
    ["cannot be seen", denied, "not-applicable"],
  ])("keeps nobody out without an error, when the operation %s", (_, running, status) => {
    expect(evaluate({ given: false }, running, { cluster: busy })).toMatchObject({ status });
  });

  it("waits for operations only for such an error or a cluster that is RECONCILING", () => {
    expect(evaluate(refused, undefined)).toBeUndefined();
    expect(evaluate({ given: false }, undefined, { cluster: busy })).toBeUndefined();
    expect(evaluate({ given: false }, undefined)).toMatchObject({ status: "not-applicable" });
    expect(evaluate(said(["tcp-timeout"]), undefined)).toMatchObject({ status: "not-applicable" });
    const degraded = { cluster: clusterView({ status: "DEGRADED" }) };
    expect(evaluate({ given: false }, undefined, degraded)).toMatchObject({ status: "not-applicable" });
  });
});
