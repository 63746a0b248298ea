import { describe, expect, it } from "vitest";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { createRoleBinding } from "./create-role-binding";
import type { RemedyParams } from "./remedy-ref";

const ana = { user: "ana@corp.example", verb: "list", resource: "pods", namespace: "airflow" };

function propose(differences: Partial<RemedyParams["create-role-binding"]> = {}) {
  return createRoleBinding.propose(healthySnapshot(), { ...ana, ...differences });
}

function oneLine(text: string | null | undefined) {
  return text?.replaceAll(" \\\n  ", " ").split("\n");
}

describe("create-role-binding", () => {
  it("binds a built-in role in the namespace, as request, kubectl and Terraform", () => {
    const plan = propose();
    if ("refused" in plan) throw new Error(plan.refused);
    const [step] = plan.steps;
    expect(step?.request).toEqual({
      method: "POST",
      path: "/apis/rbac.authorization.k8s.io/v1/namespaces/airflow/rolebindings",
      body: {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: { name: "drawbridge-view-ana-corp-example", namespace: "airflow" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "ana@corp.example" }],
      },
    });
    expect(oneLine(plan.commands.kubectl)).toEqual([
      "kubectl create rolebinding drawbridge-view-ana-corp-example --clusterrole=view --user=ana@corp.example --namespace=airflow",
    ]);
    expect(plan.commands.terraform).toContain(
      'resource "kubernetes_role_binding" "drawbridge_view_ana_corp_example" {',
    );
    expect(plan.undo).toBe(
      "Delete the binding: kubectl delete rolebinding drawbridge-view-ana-corp-example --namespace=airflow",
    );
    expect(plan.risk).toBe("widens-access");
  });

  it("binds in the whole cluster when no namespace was named, and says so", () => {
    const plan = propose({ resource: "namespaces", namespace: null });
    expect(plan).toMatchObject({
      steps: [{ request: { path: "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings" } }],
      commands: { terraform: expect.stringContaining("kubernetes_cluster_role_binding") },
      title: "Let ana@corp.example list namespaces in the whole cluster",
      changes: [{ field: "ClusterRoleBinding/drawbridge-view-ana-corp-example" }],
      permissions: ["container.clusterRoleBindings.create", "container.clusterRoles.bind"],
      warnings: [
        expect.any(String),
        "No namespace was named: the binding holds in all of them.",
        "The role view also allows reading most other objects in the whole cluster.",
      ],
    });
  });

  it.each([
    {
      differences: { resource: "nodes", namespace: null },
      commands: [
        "kubectl create clusterrole drawbridge-list-nodes --verb=list --resource=nodes",
        "kubectl create clusterrolebinding drawbridge-list-nodes-ana-corp-example --clusterrole=drawbridge-list-nodes --user=ana@corp.example",
      ],
    },
    {
      differences: { resource: "widgets.corp.example", namespace: "airflow" },
      commands: [
        "kubectl create role drawbridge-list-widgets-corp-example --verb=list --resource=widgets.corp.example --namespace=airflow",
        "kubectl create rolebinding drawbridge-list-widgets-corp-example-ana-corp-example --role=drawbridge-list-widgets-corp-example --user=ana@corp.example --namespace=airflow",
      ],
    },
    {
      differences: { verb: "get", resource: "/metrics", namespace: "airflow" },
      commands: [
        "kubectl create clusterrole drawbridge-get-metrics --verb=get --non-resource-url=/metrics",
        "kubectl create clusterrolebinding drawbridge-get-metrics-ana-corp-example --clusterrole=drawbridge-get-metrics --user=ana@corp.example",
      ],
    },
  ])("makes a role for just $differences where no built-in one fits", ({ differences, commands }) => {
    const plan = propose(differences);
    if ("refused" in plan) throw new Error(plan.refused);
    expect(oneLine(plan.commands.kubectl)).toEqual(commands);
    expect(plan.commands.terraform).toBeNull();
    expect(plan.warnings).toHaveLength(differences.namespace === null ? 2 : 1);
  });

  it("lets an account read the version by the role that every cluster has for that", () => {
    expect(propose({ verb: "get", resource: "/version", namespace: null })).toMatchObject({
      steps: [{ request: { body: { roleRef: { kind: "ClusterRole", name: "system:discovery" } } } }],
    });
  });

  it("binds a Kubernetes service account as one", () => {
    expect(propose({ user: "system:serviceaccount:airflow:worker" })).toMatchObject({
      steps: [{ request: { body: { subjects: [{ kind: "ServiceAccount", name: "worker", namespace: "airflow" }] } } }],
      commands: { kubectl: expect.stringContaining("--serviceaccount=airflow:worker") },
    });
  });

  it("quotes whatever the error text held", () => {
    const plan = propose({ user: `$(id)"; \${x}` });
    expect(plan).toMatchObject({
      commands: {
        kubectl: expect.stringContaining(`'--user=$(id)"; \${x}'`),
        terraform: expect.stringContaining(`"$(id)\\"; $\${x}"`),
      },
    });
  });

  it.each([
    { user: "system:anonymous" },
    { user: "" },
    { namespace: "../secrets" },
    { verb: null },
    { verb: "create", resource: null },
  ])("refuses $user $namespace $verb $resource", (differences) => {
    expect(propose(differences)).toHaveProperty("refused");
  });
});
