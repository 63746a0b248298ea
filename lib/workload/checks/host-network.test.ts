import { describe, expect, it } from "vitest";
import { healthySnapshot, nodeAccount, pod, says, unobserved } from "@/lib/workload/facts/testing";
import { hostNetwork } from "./host-network";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return hostNetwork.evaluate(healthySnapshot(replaced));
}

describe("host-network", () => {
  const onHost = pod({ name: "agent-0", hostNetwork: true });

  it.each([
    ["nothing was seen", { given: false }, "likely"],
    ["an API saw the node", says("caller-is-node", { caller: nodeAccount }), "certain"],
  ] as const)("fails when every pod is on the host's network, and %s", (_, errorText, certainty) => {
    expect(evaluate({ pods: { pods: [onHost] }, errorText })).toMatchObject({
      status: "fail",
      certainty,
      severity: "blocking",
      remedies: [{ id: "leave-host-network", params: { pod: "agent-0" } }],
    });
  });

  it("waits for the proof only when a pod is on the host's network", () => {
    expect(evaluate({ pods: { pods: [onHost] }, proof: undefined })).toBeUndefined();
    expect(evaluate({ pods: { pods: [pod()] }, proof: undefined })).toMatchObject({ status: "pass" });
  });

  it.each([
    ["nothing was seen", { given: false } as const, "advisory"],
    ["an API saw the node", says("caller-is-node", { caller: nodeAccount }), "blocking"],
  ])("is likely at most for some of the pods, when %s", (_, errorText, severity) => {
    expect(evaluate({ pods: { pods: [pod(), onHost] }, errorText })).toMatchObject({
      status: "fail",
      certainty: "likely",
      severity,
    });
  });

  it("passes for pods with a network of their own, and does not apply without pods", () => {
    expect(evaluate({ pods: { pods: [pod()] } })).toMatchObject({ status: "pass" });
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
  });

  it("is unknown when the pods could not be read", () => {
    expect(evaluate({ pods: unobserved("permission-denied", "container.pods.list") })).toMatchObject({
      status: "unknown",
    });
  });
});
