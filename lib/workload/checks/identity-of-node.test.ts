import { describe, expect, it } from "vitest";
import {
  foundCluster,
  healthySnapshot,
  nodeAccount,
  nodePool,
  proofOf,
  request,
  says,
} from "@/lib/workload/facts/testing";
import { identityOfNode } from "./identity-of-node";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return identityOfNode.evaluate(healthySnapshot(replaced));
}

describe("identity-of-node", () => {
  it.each([
    ["an API's answer", { errorText: says("caller-is-node", { caller: nodeAccount }) }, ["error-text"]],
    ["a probe pod", { proof: proofOf({ email: nodeAccount }) }, ["observed"]],
  ] as const)("fails by %s", (_, seen, bases) => {
    expect(evaluate(seen)).toMatchObject({ status: "fail", certainty: "likely", bases });
  });

  it("knows a node pool's own account", () => {
    const email = "nodes@corp-data-prod.iam.gserviceaccount.com";
    const cluster = foundCluster({ nodePools: [{ ...nodePool("p", "gke"), serviceAccount: email }] });
    const errorText = says("caller-is-google-service-account", { caller: email, googleServiceAccount: email });
    expect(evaluate({ cluster, errorText })).toMatchObject({ status: "fail" });
    expect(evaluate({ errorText })).toMatchObject({ status: "not-applicable" });
  });

  it("does not apply when the node's account is the one that was asked for", () => {
    const asked = request({ googleServiceAccount: nodeAccount });
    expect(evaluate({ request: asked, proof: proofOf({ email: nodeAccount }) })).toMatchObject({
      status: "not-applicable",
    });
  });

  it.each([
    ["10:59:59", "not-applicable"],
    ["11:00:00", "unknown"],
    ["11:52:59", "unknown"],
    ["11:53:00", "fail"],
  ])("by a proof of %s alone: %s", (time, status) => {
    const proof = proofOf({ email: nodeAccount, at: `2026-01-01T${time}Z` });
    expect(evaluate({ proof })).toMatchObject({ status });
    const errorText = says("caller-is-node", { caller: nodeAccount });
    expect(evaluate({ proof, errorText })).toMatchObject({ status: "fail" });
  });

  it("says what the settings do say", () => {
    const errorText = says("caller-is-node", { caller: nodeAccount });
    const cluster = foundCluster({ nodePools: [nodePool("batch", "gce"), nodePool("p", "gke")] });
    expect(evaluate({ errorText })?.summary).toContain("nothing in the cluster's settings says so");
    expect(evaluate({ errorText, cluster })).toMatchObject({
      summary: expect.stringMatching(/without GKE's metadata server: batch\.$/),
      evidence: [{ fact: "errorText" }, { fact: "cluster", observed: "batch: not GKE_METADATA" }],
    });
  });

  it("waits for the proof", () => {
    expect(evaluate({ proof: undefined })).toBeUndefined();
  });
});
