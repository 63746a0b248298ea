import { describe, expect, it } from "vitest";
import { conclude } from "@/lib/engine/diagnose";
import {
  egressPolicy,
  gsa,
  healthySnapshot,
  member,
  pod,
  policyOf,
  proofOf,
  says,
  unobserved,
} from "@/lib/workload/facts/testing";
import { workloadChecks } from "../checks";
import { workloadSubject } from "./subject";

const unannotated = { exists: true, uid: "s1", resourceVersion: "1", annotation: null, automountToken: null } as const;
const recent = (at: string) => ({ recentBindings: { bindings: [{ at, member, googleServiceAccount: gsa }] } });

function verdict(replaced: Parameters<typeof healthySnapshot>[0] = {}, base = healthySnapshot) {
  return conclude(workloadSubject, base(replaced), workloadChecks).verdict;
}

describe("what was seen", () => {
  it("turns a missing binding into advice, and the answer stays likely", () => {
    const facts = healthySnapshot({ policy: policyOf(), proof: proofOf({}) });
    const { findings, verdict: found } = conclude(workloadSubject, facts, workloadChecks);
    expect(found).toMatchObject({ state: "reachable", certainty: "likely" });
    expect(found.summary).toContain("IAM's tokens last about an hour");
    expect(findings.find(({ check }) => check === "binding-missing")).toMatchObject({
      status: "fail",
      severity: "advisory",
    });
  });

  it("does not speak against what is read at this moment", () => {
    const proof = proofOf({});
    const disabled = { outcome: "found", email: gsa, uniqueId: "1", disabled: true } as const;
    expect(verdict({ serviceAccount: unannotated, proof })).toMatchObject({ cause: "annotation-missing" });
    expect(verdict({ googleServiceAccount: disabled, proof })).toMatchObject({
      cause: "google-service-account-disabled",
    });
    expect(verdict({ namespace: { exists: false }, proof })).toMatchObject({ cause: "namespace-missing" });
  });

  it("does not speak against what is true of the pod alone", () => {
    const proof = proofOf({});
    const pods = { pods: [pod({ hostNetwork: true })] };
    expect(verdict({ pods, proof })).toMatchObject({ state: "blocked", cause: "host-network" });
    const byLabel = egressPolicy({ podSelector: { matchLabels: { app: "dbt" }, matchExpressions: [] } });
    const selected = verdict({ pods: { pods: [pod()] }, networkPolicies: { policies: [byLabel] }, proof });
    expect(selected).toMatchObject({ state: "blocked", cause: "metadata-egress-blocked", certainty: "likely" });
    const all = verdict({ networkPolicies: { policies: [egressPolicy()] }, proof });
    expect(all).toMatchObject({ state: "reachable", certainty: "likely" });
  });

  it("settles the identity, when only the token was refused", () => {
    const unread = unobserved("permission-denied", "container.serviceAccounts.get");
    const found = verdict({ serviceAccount: unread, policy: policyOf(), proof: proofOf({ tokenStatus: 403 }) });
    expect(found).toMatchObject({ cause: "binding-missing" });
    expect(found.path.find(({ hop }) => hop === "annotation")).toMatchObject({ state: "not-applicable" });
  });

  it("does not count when it is old", () => {
    const proof = proofOf({ at: "2026-01-01T10:59:00Z" });
    expect(verdict({ policy: policyOf(), proof })).toMatchObject({ state: "blocked", cause: "binding-missing" });
    expect(verdict({ proof })).toMatchObject({ state: "reachable", certainty: "likely", confirmation: null });
  });

  it("settles what could not be read", () => {
    const unread = unobserved("permission-denied", "container.pods.list");
    expect(verdict({ pods: unread, policy: unread })).toMatchObject({ state: "unknown" });
    expect(verdict({ pods: unread, policy: unread, proof: proofOf({}) })).toMatchObject({
      state: "reachable",
      certainty: "certain",
    });
  });

  it("breaks the token when nothing explains a refusal, and the binding when something does", () => {
    const proof = proofOf({ tokenStatus: 403 });
    expect(verdict({ proof })).toMatchObject({ state: "blocked", cause: "token-refused", certainty: "likely" });
    expect(verdict({ proof, policy: policyOf() })).toMatchObject({ cause: "binding-missing", certainty: "certain" });
  });

  it("lets an API's answer that names the account speak against a missing binding", () => {
    const errorText = says("caller-is-google-service-account", { caller: gsa, googleServiceAccount: gsa });
    expect(verdict({ policy: policyOf(), errorText })).toMatchObject({
      state: "blocked",
      cause: "target-role-missing",
    });
  });
});

describe("after a binding of our own", () => {
  it.each([
    ["nothing was seen since", {}, "reachable"],
    ["the text is of before", { errorText: says("token-denied") }, "reachable"],
    [
      "a probe pod was refused before",
      { proof: proofOf({ tokenStatus: 403, at: "2026-01-01T11:57:00Z" }) },
      "reachable",
    ],
    ["a probe pod is refused still", { proof: proofOf({ tokenStatus: 403 }) }, "unknown"],
  ] as const)("it waits and never blocks, when %s", (_, seen, state) => {
    const found = verdict({ ...seen, ...recent("2026-01-01T11:58:00Z") });
    expect(found).toMatchObject({
      state,
      certainty: "likely",
      next: "Wait until 12:05 UTC, then prove it with a probe pod.",
    });
    expect(found.remedies[0]).toEqual({ id: "wait-for-propagation", params: { until: "2026-01-01T12:05:00.000Z" } });
  });

  it("is certain when a probe pod got its token since", () => {
    expect(verdict({ proof: proofOf({}), ...recent("2026-01-01T11:58:00Z") })).toMatchObject({
      state: "reachable",
      certainty: "certain",
    });
  });
});

describe("after Drawbridge took the binding away", () => {
  const change = (at: string, removed?: true) => ({
    at,
    member,
    googleServiceAccount: gsa,
    ...(removed && { removed }),
  });
  const undone = {
    recentBindings: { bindings: [change("2026-01-01T11:59:30Z", true), change("2026-01-01T11:55:00Z")] },
  };

  it.each([
    ["nothing was seen", {}],
    ["a probe pod got its token before", { proof: proofOf({}) }],
  ])("a policy without it blocks, when %s", (_, seen) => {
    const found = verdict({ policy: policyOf(), ...undone, ...seen });
    expect(found).toMatchObject({ state: "blocked", cause: "binding-missing" });
    expect(found.summary).not.toContain("Drawbridge added");
  });

  it("is not said to have added one that somebody else made since", () => {
    expect(verdict(undone).summary).not.toContain("Drawbridge added");
  });

  it("added one again, when that came last", () => {
    const again = [...undone.recentBindings.bindings, change("2026-01-01T11:59:50Z")];
    expect(verdict({ policy: policyOf(), recentBindings: { bindings: again } })).toMatchObject({ state: "unknown" });
  });
});
