import { describe, expect, it } from "vitest";
import { healthySnapshot, request, unobserved } from "@/lib/workload/facts/testing";
import { namespaceMissing } from "./namespace-missing";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return namespaceMissing.evaluate(healthySnapshot(replaced));
}

describe("namespace-missing", () => {
  it("fails when it is not there", () => {
    expect(evaluate({ namespace: { exists: false } })).toMatchObject({
      status: "fail",
      certainty: "certain",
      remedies: [{ id: "create-namespace", params: {} }],
    });
  });

  it("does not offer to make Composer's own", () => {
    const asked = request({ namespace: "composer-user-workloads" });
    expect(evaluate({ request: asked, namespace: { exists: false } })).toMatchObject({ status: "fail", remedies: [] });
  });

  it.each([
    ["Active", "pass"],
    ["", "pass"],
    ["Terminating", "fail"],
  ])("in the phase %s it is %s", (phase, status) => {
    expect(evaluate({ namespace: { exists: true, uid: "n1", phase, labels: {} } })).toMatchObject({ status });
  });

  it("is unknown when it could not be read", () => {
    expect(evaluate({ namespace: unobserved("permission-denied", "container.namespaces.get") })).toMatchObject({
      status: "unknown",
    });
  });
});
