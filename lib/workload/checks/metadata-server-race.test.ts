import { describe, expect, it } from "vitest";
import { egressPolicy, healthySnapshot, pod, proofOf, says, unobserved } from "@/lib/workload/facts/testing";
import { metadataServerRace } from "./metadata-server-race";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return metadataServerRace.evaluate(healthySnapshot(replaced));
}

describe("metadata-server-race", () => {
  const errorText = says("metadata-unreachable");

  it("fails when the server was silent and nothing is in the way", () => {
    expect(evaluate({ errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [{ id: "wait-for-metadata-server", params: {} }],
    });
    expect(evaluate({ proof: proofOf({ email: null, tokenStatus: 0 }) })).toMatchObject({
      status: "fail",
      bases: ["observed"],
    });
  });

  it("shows pods that run after a restart", () => {
    const container = {
      name: "base",
      image: "dbt:1",
      state: "running",
      reason: null,
      message: null,
      exitCode: null,
      restarts: 2,
    } as const;
    const finding = evaluate({ errorText, pods: { pods: [pod({ containers: [container] })] } });
    expect(finding?.evidence).toContainEqual({
      fact: "pods",
      label: "Restarts of dbt-run-1",
      observed: "2, and now it runs",
    });
  });

  it("leaves it to the policies that are in the way", () => {
    expect(evaluate({ errorText, networkPolicies: { policies: [egressPolicy()] } })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("is unknown when the policies could not be read", () => {
    const unread = unobserved("permission-denied", "container.networkPolicies.list");
    expect(evaluate({ errorText, networkPolicies: unread })).toMatchObject({
      status: "unknown",
      missing: [{ fact: "networkPolicies" }],
    });
  });

  it("does not know by an old proof alone", () => {
    const proof = proofOf({ email: null, tokenStatus: 0, at: "2026-01-01T11:52:59Z" });
    expect(evaluate({ proof })).toMatchObject({ status: "unknown", missing: [{ fact: "proof" }] });
    expect(evaluate({ proof, errorText: says("metadata-unreachable") })).toMatchObject({ status: "fail" });
  });

  it("does not apply when nobody saw it silent, and waits for nothing then but the proof", () => {
    expect(evaluate({ networkPolicies: undefined, pods: undefined })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ proof: undefined })).toBeUndefined();
    expect(evaluate({ errorText, networkPolicies: undefined })).toBeUndefined();
  });
});
