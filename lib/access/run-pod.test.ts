import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { defaultText, policyOf } from "./testing";
import type { Person, PolicyCluster, RunTerms } from "./words";

const policy = policyOf(defaultText);

const ann = (...groups: string[]): Person => ({ id: "ann@example.com", name: "Ann", groups });
const shop: PolicyCluster = { project: "acme-shop", location: "europe-west1", name: "shop", labels: {} };
const probe: RunTerms = {
  kind: "probe",
  namespace: "composer-user-workloads",
  serviceAccount: "default",
  image: "curlimages/curl:8.11.1",
  reason: "",
};

function judge(groups: readonly string[], terms: Partial<RunTerms> = {}, by = policy, labels = {}) {
  const cluster = { ...shop, labels };
  const context = { ...probe, ...terms };
  const decision = decide(by, { principal: ann(...groups), cluster, action: "run-pod", context });
  return `${decision.kind}: ${decision.rules.map(({ id }) => id).join(" ")}`;
}

const admins = ["drawbridge-admins"];

describe("running a pod, by the default policy", () => {
  it.each([
    ["nobody in particular", [], {}, "deny: nothing-allows"],
    ["an approver", ["drawbridge-approvers"], {}, "deny: nothing-allows"],
    ["an administrator", admins, {}, "allow: administrators-run-pods"],
    ["a rehearsal", admins, { kind: "rehearsal" }, "allow: administrators-run-pods"],
    ["kube-system", admins, { namespace: "kube-system" }, "deny: no-pods-in-system-namespaces"],
    ["gke-managed-system", admins, { namespace: "gke-managed-system" }, "deny: no-pods-in-system-namespaces"],
    ["gmp-system", admins, { namespace: "gmp-system" }, "deny: no-pods-in-system-namespaces"],
    ["Config Connector's", admins, { namespace: "cnrm-system" }, "deny: no-pods-in-system-namespaces"],
    ["kube-public", admins, { namespace: "kube-public" }, "deny: no-pods-in-system-namespaces"],
    ["what only looks so", admins, { namespace: "my-gke-tools" }, "allow: administrators-run-pods"],
    ["kube-system's neighbour", admins, { namespace: "kube-system-tools" }, "allow: administrators-run-pods"],
  ] as const)("%s", (_, groups, terms, expected) => {
    expect(judge(groups, terms)).toBe(expected);
  });

  it("is also for the group that the cluster's label names", () => {
    expect(judge(["shop-team"], {}, policy, { "drawbridge-approvers": "shop-team" })).toBe(
      "allow: cluster-approvers-run-pods",
    );
  });

  it("knows every word of a pod, the reason trimmed", () => {
    const all = policyOf(`@id("all") @title("t") @why("w")
      permit (principal, action == Action::"run-pod", resource) when {
        context.kind == "probe" && context.namespace == "composer-user-workloads" && context.serviceAccount == "default" &&
        context.image like "curlimages/*" && context.reason == "why" };`);
    expect(judge([], { reason: " why " }, all)).toBe("allow: all");
    expect(judge([], { reason: "" }, all)).toBe("deny: nothing-allows");
  });
});
