import { describe, expect, it } from "vitest";
import {
  gsa,
  healthySnapshot,
  member,
  policyOf,
  proofOf,
  request,
  says,
  unobserved,
} from "@/lib/workload/facts/testing";
import { bindingNotYetEffective } from "./binding-not-yet-effective";

function evaluate(replaced: Parameters<typeof healthySnapshot>[0]) {
  return bindingNotYetEffective.evaluate(healthySnapshot(replaced));
}

describe("binding-not-yet-effective", () => {
  const denied = says("token-denied");
  const own = (at: string, account = gsa) => ({ bindings: [{ at, member, googleServiceAccount: account }] });

  it("is likely when the binding is there and the text says that IAM refused", () => {
    expect(evaluate({ errorText: denied })).toMatchObject({
      status: "fail",
      severity: "blocking",
      certainty: "likely",
      remedies: [
        { id: "wait-for-propagation", params: { until: "2026-01-01T12:07:00.000Z" } },
        { id: "prove-with-a-pod", params: {} },
      ],
    });
  });

  it("is never more than advice after a binding of our own", () => {
    expect(evaluate({ errorText: denied, recentBindings: own("2026-01-01T11:58:00Z") })).toMatchObject({
      status: "fail",
      severity: "advisory",
      remedies: [{ id: "wait-for-propagation", params: { until: "2026-01-01T12:05:00.000Z" } }],
    });
  });

  it("takes no notice of a binding of our own for another account", () => {
    const recentBindings = own("2026-01-01T11:58:00Z", "other@corp.iam.gserviceaccount.com");
    expect(evaluate({ recentBindings })).toMatchObject({ status: "not-applicable" });
    const another = { bindings: [{ at: "2026-01-01T11:58:00Z", member: `${member}x`, googleServiceAccount: gsa }] };
    expect(evaluate({ recentBindings: another })).toMatchObject({ status: "not-applicable" });
  });

  it("passes when a probe pod got its token since", () => {
    expect(evaluate({ errorText: denied, proof: proofOf({}) })).toMatchObject({ status: "pass" });
  });

  it("does not apply without a binding, without a refusal, and to the direct principal", () => {
    expect(evaluate({ errorText: denied, policy: policyOf() })).toMatchObject({ status: "not-applicable" });
    expect(evaluate({})).toMatchObject({ status: "not-applicable" });
    expect(evaluate({ request: request({ googleServiceAccount: null }), errorText: denied })).toMatchObject({
      status: "not-applicable",
    });
  });

  it("leaves an unreadable policy to others, and waits for what it needs", () => {
    expect(evaluate({ errorText: denied, policy: unobserved("timed-out", "6 s") })).toMatchObject({
      status: "not-applicable",
    });
    expect(evaluate({ errorText: denied, recentBindings: undefined })).toBeUndefined();
  });
});
