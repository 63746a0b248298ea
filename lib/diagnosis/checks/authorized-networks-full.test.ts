import { describe, expect, it } from "vitest";
import { clusterView, healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { callerAt, dnsTarget, entry, privateTarget, said } from "./authorized-networks/testing";
import { authorizedNetworksFull as check } from "./authorized-networks-full";

const caller = callerAt("62.4.5.6");

function entries(count: number, length = 24) {
  return Array.from({ length: count }, (_, index) => entry(`185.${index}.0.0/${length}`));
}

function evaluate(count: number, facts: object = {}, privateNodes = false) {
  const cluster = clusterView({ privateNodes, authorizedNetworks: { entries: entries(count) } });
  return check.evaluate(healthySnapshot({ cluster, caller, ...facts }));
}

describe("authorized-networks-full", () => {
  it.each([
    [49, false, "advisory"],
    [50, false, "blocking"],
    [51, false, "blocking"],
    [50, true, undefined],
    [99, true, "advisory"],
    [100, true, "blocking"],
  ])("%i entries with private nodes %s keep an unlisted caller out: %s", (count, privateNodes, severity) => {
    const finding = evaluate(count, {}, privateNodes);
    if (severity) expect(finding).toMatchObject({ status: "fail", severity });
    else expect(finding).toMatchObject({ status: "pass" });
  });

  it("is only likely without GKE's word", () => {
    expect(evaluate(50)).toMatchObject({
      certainty: "likely",
      summary:
        "62.4.5.6 is not listed and cannot be added: the list has 50 entries, and the limit for public nodes is 50.",
    });
  });

  it.each([
    [44, "pass"],
    [45, "fail"],
  ])("advises from nine tenths on: %i of 50", (count, status) => {
    expect(evaluate(count)).toMatchObject({ status });
  });

  it("is advice for a caller who is listed", () => {
    expect(evaluate(50, { caller: callerAt("185.1.0.9") })).toMatchObject({ status: "fail", severity: "advisory" });
    expect(evaluate(50, { target: privateTarget })).toMatchObject({ severity: "advisory" });
    expect(evaluate(3, { caller: callerAt("185.1.0.9") })).toMatchObject({ status: "pass" });
  });

  it("needs no caller where GKE itself said so", () => {
    const nobody = { caller: unobserved("not-observable", "no header") };
    const errorText = said(["gcloud-too-many-networks"]);
    expect(evaluate(50, { ...nobody, errorText })).toMatchObject({
      status: "fail",
      title: "GKE refused your update: the list is full",
    });
    expect(evaluate(50, nobody)).toMatchObject({ severity: "advisory" });
  });

  it.each([
    [50, ["gcloud-too-many-networks"], "fail", "certain"],
    [12, ["gcloud-too-many-networks"], "fail", "likely"],
    [50, ["gcloud-invalid-argument", "gcloud-too-many-networks"], "fail", "likely"],
    [12, ["gcloud-invalid-argument", "gcloud-too-many-networks"], "pass", "certain"],
  ] as const)("with %i entries and the error %j: %s, %s", (count, causes, status, certainty) => {
    expect(evaluate(count, { errorText: said(causes) })).toMatchObject({ status, certainty, severity: "blocking" });
  });

  it("aggregates only what can be aggregated", () => {
    const halves = entries(50).map((_, index) => entry(`185.120.${index}.0/24`));
    const cluster = clusterView({ privateNodes: false, authorizedNetworks: { entries: halves } });
    const ids = (finding: ReturnType<typeof check.evaluate>) => finding?.remedies.map(({ id }) => id);
    expect(ids(check.evaluate(healthySnapshot({ cluster, caller })))).toEqual([
      "aggregate-networks",
      "open-dns-endpoint",
    ]);
    expect(ids(evaluate(50))).toEqual(["open-dns-endpoint"]);
  });

  it("does not apply to the DNS endpoint or a list that is off", () => {
    expect(evaluate(50, { target: dnsTarget })).toMatchObject({ status: "not-applicable" });
    const cluster = clusterView({ authorizedNetworks: { enabled: false, entries: entries(100) } });
    expect(check.evaluate(healthySnapshot({ cluster }))).toMatchObject({ status: "not-applicable" });
  });

  it("waits for Google's ranges only at the limit", () => {
    const open = (count: number) =>
      clusterView({ privateNodes: false, authorizedNetworks: { entries: entries(count), googleCloudAccess: true } });
    const at = (count: number) =>
      check.evaluate(healthySnapshot({ cluster: open(count), caller, googleRange: undefined }));
    expect(at(50)).toBeUndefined();
    expect(at(49)).toMatchObject({ severity: "advisory" });
    expect(at(3)).toMatchObject({ status: "pass" });
  });

  it("is unknown when the cluster is", () => {
    expect(evaluate(3, { cluster: unobserved("timed-out", "late") })).toMatchObject({ status: "unknown" });
  });
});
