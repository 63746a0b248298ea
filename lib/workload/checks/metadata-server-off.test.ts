import { describe, expect, it } from "vitest";
import {
  foundCluster,
  healthySnapshot,
  nodeAccount,
  nodePool,
  pod,
  proofOf,
  says,
  unobserved,
} from "@/lib/workload/facts/testing";
import { metadataServerOff } from "./metadata-server-off";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return metadataServerOff.evaluate(healthySnapshot(replaced));
}

describe("metadata-server-off", () => {
  const on = nodePool("on", "gke");
  const off = nodePool("off", "gce");
  const unset = nodePool("unset", "unspecified");
  const asNode = says("caller-is-node", { caller: nodeAccount });
  const nodeOf = (pool: string) => pod({ nodeName: `gke-analytics-${pool}-0a1b2c3d-x1y2` });

  it.each([
    ["all pools have it", [on], "pass", "certain", "blocking"],
    ["none has it", [off, nodePool("other", "gce")], "fail", "certain", "blocking"],
    ["one does not say", [unset], "fail", "likely", "blocking"],
    ["some have it", [on, off], "fail", "likely", "advisory"],
    ["there is no pool", [], "not-applicable", "certain", "blocking"],
  ] as const)("when %s", (_, nodePools, status, certainty, severity) => {
    expect(evaluate({ cluster: foundCluster({ nodePools }) })).toMatchObject({ status, certainty, severity });
  });

  it("offers every pool that is off", () => {
    expect(evaluate({ cluster: foundCluster({ nodePools: [on, off, unset] }) })?.remedies).toEqual([
      { id: "use-gke-metadata", params: { nodePool: "off" } },
      { id: "use-gke-metadata", params: { nodePool: "unset" } },
    ]);
  });

  it.each([
    ["an API saw the node", { errorText: asNode }, "blocking"],
    ["a probe pod was the node", { proof: proofOf({ email: nodeAccount }) }, "blocking"],
    ["every pod runs there", { pods: { pods: [nodeOf("off")] } }, "blocking"],
    ["some pods run elsewhere", { pods: { pods: [nodeOf("off"), nodeOf("on")] } }, "advisory"],
    [
      "where one of them runs is not told",
      { pods: { pods: [nodeOf("off"), pod({ nodeName: "gke-analyt-x" })] } },
      "advisory",
    ],
    ["one is not scheduled yet", { pods: { pods: [nodeOf("off"), pod({ nodeName: null })] } }, "blocking"],
    ["where pods run is not told", { pods: { pods: [pod({ nodeName: null })] } }, "advisory"],
    ["the pods could not be read", { pods: unobserved("permission-denied", "pods.list") }, "advisory"],
  ] as const)("some have it, and %s", (_, seen, severity) => {
    const cluster = foundCluster({ nodePools: [on, off] });
    expect(evaluate({ cluster, ...seen })).toMatchObject({ status: "fail", certainty: "likely", severity });
  });

  it("waits for pods and proof only when they matter", () => {
    const missing = { pods: undefined, proof: undefined };
    expect(evaluate({ cluster: foundCluster({ nodePools: [on, off] }), ...missing })).toBeUndefined();
    expect(evaluate({ cluster: foundCluster({ nodePools: [off] }), ...missing })).toMatchObject({ status: "fail" });
    expect(evaluate({ cluster: foundCluster({ nodePools: [on] }), ...missing })).toMatchObject({ status: "pass" });
  });

  it("passes on Autopilot, and does not apply to hidden clusters", () => {
    expect(evaluate({ cluster: foundCluster({ mode: "autopilot", nodePools: [unset] }) })).toMatchObject({
      status: "pass",
    });
    expect(evaluate({ cluster: { outcome: "tenant" } })).toMatchObject({ status: "not-applicable" });
  });
});
