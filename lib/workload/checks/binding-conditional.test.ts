import { describe, expect, it } from "vitest";
import { healthySnapshot, member, policyOf, proofOf, says } from "@/lib/workload/facts/testing";
import { bindingConditional } from "./binding-conditional";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return bindingConditional.evaluate(healthySnapshot(replaced));
}

describe("binding-conditional", () => {
  const bound = (expression: string) => policyOf({ members: [member], condition: { title: "trial", expression } });
  const resource = 'resource.name.startsWith("x")';

  // Everything was read at 12:00:00.
  it.each([
    ['request.time < timestamp("2026-01-01T12:00:01Z")', "pass"],
    ['request.time < timestamp("2026-01-01T12:00:00Z")', "fail"],
    ['request.time >= timestamp("2026-01-01T12:00:00Z")', "pass"],
    ['request.time >= timestamp("2026-01-01T12:00:01Z")', "fail"],
    [resource, "unknown"],
    [`request.time < timestamp("2020-01-01T00:00:00Z") || ${resource}`, "unknown"],
  ])("%s is %s", (expression, status) => {
    expect(evaluate({ policy: bound(expression) })).toMatchObject({ status });
  });

  it.each([
    ["the text says that IAM refused", { errorText: says("token-denied") }],
    ["a probe pod was refused", { proof: proofOf({ tokenStatus: 403 }) }],
  ])("is likely when the condition cannot be judged and %s", (_, seen) => {
    expect(evaluate({ policy: bound(resource), ...seen })).toMatchObject({
      status: "fail",
      certainty: "likely",
      remedies: [{ id: "remove-condition", params: {} }],
    });
  });

  const ended = 'request.time < timestamp("2025-01-01T00:00:00Z")';
  const running = 'request.time < timestamp("2027-01-01T00:00:00Z")';
  const later = 'request.time >= timestamp("2027-01-01T00:00:00Z")';

  it.each([
    [[ended, running], "pass", running],
    [[running, ended], "pass", running],
    [[ended, resource], "unknown", resource],
    [[later, resource], "unknown", resource],
    [[resource, running], "pass", running],
    [[ended, later], "fail", later],
    [[ended, ended], "fail", ended],
  ])("is judged by the best of several bindings: %j", (expressions, status, decisive) => {
    const policy = policyOf(
      ...expressions.map((expression) => ({ members: [member], condition: { title: "t", expression } })),
    );
    const found = evaluate({ policy });
    expect(found).toMatchObject({ status });
    expect([found?.summary, ...(found?.evidence ?? []).map(({ observed }) => observed)].join()).toContain(decisive);
  });

  it("does not apply beside a binding without a condition", () => {
    const policy = policyOf(
      { members: [member], condition: { title: "t", expression: resource } },
      { members: [member] },
    );
    expect(evaluate({ policy })).toMatchObject({ status: "not-applicable" });
  });

  it("waits for the policy, and for the proof only when it matters", () => {
    expect(evaluate({ policy: undefined })).toBeUndefined();
    expect(evaluate({ policy: bound(resource), proof: undefined })).toBeUndefined();
    expect(evaluate({ proof: undefined })).toMatchObject({ status: "not-applicable" });
  });
});
