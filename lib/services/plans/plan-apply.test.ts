import { describe, expect, it } from "vitest";
import { at, chris, createServiceScene, person } from "@/lib/services/testing";
import type { PlannedRemedy } from "@/lib/store/plans";
import type { Store } from "@/lib/store/store";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { decideUpdate } from "./plan-apply";

const scene = createServiceScene({} as Store);
const { view } = scene;
const gsa = "etl@corp-data-prod.iam.gserviceaccount.com";
const draft = { risk: "widens-access" } as const;

const repair = (...steps: readonly WorkloadStep[]): PlannedRemedy => ({
  ...{ id: "repair-workload", params: { remedy: "repair-chain", steps } },
});
const namespace = (name: string): WorkloadStep => ({ kind: "create-namespace", namespace: name });
const annotate = (name: string): WorkloadStep => ({
  ...{ kind: "annotate", namespace: name, serviceAccount: "runner", before: null, after: gsa },
});
const bind = (name: string): WorkloadStep => ({
  ...{ kind: "add-binding", googleServiceAccount: gsa, member: `serviceAccount:p.svc.id.goog[${name}/runner]` },
});
const unbind: WorkloadStep = {
  kind: "remove-binding",
  googleServiceAccount: gsa,
  member: "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/ns/dbt/sa/runner",
};
const nodes: WorkloadStep = { kind: "set-node-metadata", nodePool: "n", before: "gce", after: "gke" };

describe("what the policy is asked about a repair", () => {
  it.each<[string, PlannedRemedy, string]>([
    ["a namespace", repair(namespace("dbt")), "dbt, "],
    ["an annotation", repair(annotate("dbt")), "dbt, "],
    ["a binding", repair(bind("dbt")), `dbt, ${gsa}`],
    ["the whole chain", repair(namespace("dbt"), annotate("dbt"), bind("dbt")), `dbt, ${gsa}`],
    ["a node pool", repair(nodes), ", "],
    ["the way back from a binding", { id: "undo-workload", params: { update: "u", steps: [unbind] } }, `dbt, ${gsa}`],
    ["a change of another kind", { id: "open-dns-endpoint", params: {} }, ", "],
  ])("%s", (_, remedy, expected) => {
    const [name = "", account = ""] = expected.split(", ");
    const told =
      scene.withPolicy(`@id("a") @title("t") @why("w") permit (principal, action == Action::"update", resource)
      when { context.namespace == "${name}" && context.googleServiceAccount == "${account}" };`);
    expect(decideUpdate(told, at(chris), { remedy, draft, view }).kind).toBe("allow");
  });
});

describe("the default policy about repairs", () => {
  const lead = person("lead", "data-leads");
  const labelled = { ...view, labels: { "drawbridge-approvers": "data-leads" } };
  const answer = (remedy: PlannedRemedy, by = chris) => {
    const { kind, rules } = decideUpdate(scene.context, at(by), { remedy, draft, view: labelled });
    return `${kind}: ${rules.map(({ id }) => id).join(" ")}`;
  };

  it("lets those whom a cluster's label names change the cluster, and no Google service account", () => {
    expect(answer(repair(namespace("dbt"), annotate("dbt")), lead)).toBe("allow: cluster-approvers-update");
    expect(answer(repair(bind("dbt")), lead)).toBe("deny: nothing-allows");
    expect(answer({ id: "undo-workload", params: { update: "u", steps: [unbind] } }, lead)).toBe(
      "deny: nothing-allows",
    );
    expect(answer(repair(bind("dbt")))).toBe("allow: administrators-update");
  });

  it.each(["kube-system", "gke-managed-system", "gmp-system", "cnrm-system"])("keeps everybody out of %s", (name) => {
    for (const step of [namespace(name), annotate(name), bind(name)]) {
      expect(answer(repair(step))).toBe("deny: no-changes-in-system-namespaces");
    }
  });
});
