import { describe, expect, it } from "vitest";
import type { PlanDraft } from "@/lib/engine/plan";
import {
  composer3Snapshot,
  directSnapshot,
  foundCluster,
  gsa,
  healthySnapshot,
  member,
  nodePool,
  policyOf,
  pool,
  request,
  unobserved,
} from "@/lib/workload/facts/testing";
import { proposeWorkloadPlan, stepsOf } from ".";
import type { WorkloadRemedyRef } from "./remedy-ref";

type Snapshot = ReturnType<typeof healthySnapshot>;
type Repair = Extract<
  WorkloadRemedyRef["id"],
  | "create-namespace"
  | "create-service-account"
  | "annotate-service-account"
  | "add-binding"
  | "enable-workload-identity"
  | "repair-chain"
>;

const ref = (id: Repair): WorkloadRemedyRef => ({ id, params: {} });
const useGke = (name: string): WorkloadRemedyRef => ({ id: "use-gke-metadata", params: { nodePool: name } });
const account = (annotation: string | null) =>
  ({ exists: true, uid: "s1", resourceVersion: "100", annotation, automountToken: null }) as const;
const gone = { exists: false } as const;
const notFound = { outcome: "not-found", message: "Unknown service account" } as const;
const nothing = { namespace: gone, serviceAccount: gone, policy: policyOf() };
const condition = { title: "t", expression: "true" };
const other = "other@corp-data-prod.iam.gserviceaccount.com";

function planOf(facts: Snapshot, remedy: WorkloadRemedyRef): PlanDraft {
  const plan = proposeWorkloadPlan(facts, remedy);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan;
}

describe("the steps of a repair", () => {
  it.each<[string, Snapshot, WorkloadRemedyRef, readonly object[]]>([
    [
      "a namespace",
      healthySnapshot(nothing),
      ref("create-namespace"),
      [{ kind: "create-namespace", namespace: "dbt" }],
    ],
    [
      "a service account",
      healthySnapshot({ serviceAccount: gone }),
      ref("create-service-account"),
      [{ kind: "create-service-account", namespace: "dbt", serviceAccount: "dbt-runner" }],
    ],
    [
      "an annotation",
      healthySnapshot({ serviceAccount: account(other) }),
      ref("annotate-service-account"),
      [{ kind: "annotate", namespace: "dbt", serviceAccount: "dbt-runner", before: other, after: gsa }],
    ],
    [
      "an annotation that has to go",
      directSnapshot({ serviceAccount: account(other) }),
      ref("annotate-service-account"),
      [{ kind: "annotate", namespace: "dbt", serviceAccount: "dbt-runner", before: other, after: null }],
    ],
    [
      "a binding, beside those of others",
      healthySnapshot({ policy: policyOf({ members: [`serviceAccount:${pool}[dbt/other]`] }) }),
      ref("add-binding"),
      [{ kind: "add-binding", googleServiceAccount: gsa, member }],
    ],
    [
      "the pool",
      healthySnapshot({ cluster: foundCluster({ workloadPool: null }) }),
      ref("enable-workload-identity"),
      [{ kind: "enable-workload-identity", workloadPool: pool }],
    ],
    [
      "the metadata server",
      healthySnapshot({ cluster: foundCluster({ nodePools: [nodePool("old", "unspecified")] }) }),
      useGke("old"),
      [{ kind: "set-node-metadata", nodePool: "old", before: "unspecified", after: "gke" }],
    ],
    [
      "everything, in order",
      healthySnapshot({ ...nothing, cluster: foundCluster({ workloadPool: null }) }),
      ref("repair-chain"),
      [
        { kind: "enable-workload-identity", workloadPool: pool },
        { kind: "create-namespace", namespace: "dbt" },
        { kind: "create-service-account", namespace: "dbt", serviceAccount: "dbt-runner" },
        { kind: "annotate", namespace: "dbt", serviceAccount: "dbt-runner", before: null, after: gsa },
        { kind: "add-binding", googleServiceAccount: gsa, member },
      ],
    ],
    [
      "everything of the direct principal",
      directSnapshot(nothing),
      ref("repair-chain"),
      [
        { kind: "create-namespace", namespace: "dbt" },
        { kind: "create-service-account", namespace: "dbt", serviceAccount: "dbt-runner" },
      ],
    ],
  ])("%s", (_, facts, remedy, steps) => {
    expect(stepsOf(facts, remedy)).toEqual(steps);
    const { changes, steps: shown } = planOf(facts, remedy);
    expect(changes).toHaveLength(steps.length);
    expect(shown.every(({ request }) => request !== null)).toBe(true);
  });

  it.each<[string, Snapshot, WorkloadRemedyRef, RegExp]>([
    ["it is there", healthySnapshot(), ref("create-namespace"), /there already/],
    ["it is there", healthySnapshot(), ref("create-service-account"), /there already/],
    ["it is annotated", healthySnapshot(), ref("annotate-service-account"), /annotated like that already/],
    ["it is bound", healthySnapshot(), ref("add-binding"), /workloadIdentityUser on wi-dbt@.* already/],
    [
      "it is bound by another role",
      healthySnapshot({ policy: policyOf({ members: [member], role: "roles/iam.serviceAccountTokenCreator" }) }),
      ref("repair-chain"),
      /No link is missing/,
    ],
    [
      "it is bound with a condition",
      healthySnapshot({ policy: policyOf({ members: [member], condition }) }),
      ref("add-binding"),
      /condition "t", which somebody wrote: it stays/,
    ],
    ["it is on", healthySnapshot(), ref("enable-workload-identity"), /on already/],
    ["it has it", healthySnapshot(), useGke("default-pool"), /already/],
    ["nothing is missing", healthySnapshot(), ref("repair-chain"), /No link is missing/],
    ["there is no such pool", healthySnapshot(), useGke("nope"), /no node pool nope/],
    [
      "Autopilot",
      healthySnapshot({ cluster: foundCluster({ mode: "autopilot" }) }),
      useGke("default-pool"),
      /Autopilot's nodes always/,
    ],
    [
      "the namespace is missing",
      healthySnapshot(nothing),
      ref("create-service-account"),
      /namespace dbt is missing: create it first/,
    ],
    [
      "the account is missing",
      healthySnapshot(nothing),
      ref("annotate-service-account"),
      /is missing: create it first/,
    ],
    [
      "the Google account is missing",
      healthySnapshot({ ...nothing, googleServiceAccount: notFound }),
      ref("repair-chain"),
      /does not exist: create it first/,
    ],
    [
      "the Google account is missing",
      healthySnapshot({ googleServiceAccount: notFound, policy: policyOf() }),
      ref("add-binding"),
      /does not exist: create it first/,
    ],
    [
      "the pool is missing",
      healthySnapshot({ cluster: foundCluster({ workloadPool: null }), policy: policyOf() }),
      ref("add-binding"),
      /Turn it on first/,
    ],
    ["pods act as themselves", directSnapshot(), ref("add-binding"), /act as themselves/],
    [
      "it is being deleted",
      healthySnapshot({ namespace: { exists: true, uid: "n", phase: "Terminating", labels: {} } }),
      ref("repair-chain"),
      /being deleted/,
    ],
    [
      "the namespace is Composer's",
      healthySnapshot({ ...nothing, request: request({ namespace: "composer-user-workloads" }) }),
      ref("create-namespace"),
      /Composer makes/,
    ],
    [
      "the namespace is Composer's",
      healthySnapshot({ ...nothing, request: request({ namespace: "composer-user-workloads" }) }),
      ref("repair-chain"),
      /Composer makes/,
    ],
    ["there is no cluster", composer3Snapshot(), ref("create-namespace"), /\(namespace\): nobody can look into it/],
    ["there is no cluster", composer3Snapshot(), ref("enable-workload-identity"), /Composer 3/],
    [
      "a fact is missing",
      healthySnapshot({ namespace: unobserved("permission-denied", "no container.namespaces.get") }),
      ref("repair-chain"),
      /\(namespace\): no container\.namespaces\.get/,
    ],
    ["a person does it", healthySnapshot(), { id: "prove-with-a-pod", params: {} }, /a person follows/],
  ])("are refused when %s", (_, facts, remedy, refused) => {
    expect(stepsOf(facts, remedy)).toEqual({ refused: expect.stringMatching(refused) });
    if (remedy.id !== "prove-with-a-pod") expect(proposeWorkloadPlan(facts, remedy)).toEqual(stepsOf(facts, remedy));
  });
});

describe("the plan of a repair", () => {
  it("says every request, before and after, and the commands", () => {
    const theirs = {
      role: "roles/iam.workloadIdentityUser",
      members: ["serviceAccount:p.svc.id.goog[a/b]"],
      condition: { title: "for a while", expression: "request.time < x", description: "why" },
    };
    const facts = healthySnapshot({ ...nothing, policy: policyOf(theirs) });
    expect(planOf(facts, ref("repair-chain"))).toMatchInlineSnapshot(`
      {
        "changes": [
          {
            "after": "exists",
            "before": null,
            "field": "Namespace dbt",
          },
          {
            "after": "exists",
            "before": null,
            "field": "ServiceAccount dbt/dbt-runner",
          },
          {
            "after": "wi-dbt@corp-data-prod.iam.gserviceaccount.com",
            "before": null,
            "field": "ServiceAccount dbt/dbt-runner metadata.annotations["iam.gke.io/gcp-service-account"]",
          },
          {
            "after": "serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner]",
            "before": null,
            "field": "IAM policy of wi-dbt@corp-data-prod.iam.gserviceaccount.com roles/iam.workloadIdentityUser members",
          },
        ],
        "commands": {
          "gcloud": "gcloud iam service-accounts add-iam-policy-binding wi-dbt@corp-data-prod.iam.gserviceaccount.com \\
        --project corp-data-prod \\
        --role roles/iam.workloadIdentityUser \\
        --member 'serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner]' \\
        --condition=None",
          "kubectl": "kubectl create namespace dbt
      kubectl create serviceaccount dbt-runner --namespace=dbt
      kubectl annotate serviceaccount dbt-runner \\
        --namespace=dbt iam.gke.io/gcp-service-account=wi-dbt@corp-data-prod.iam.gserviceaccount.com \\
        --overwrite",
          "terraform": "resource "kubernetes_namespace_v1" "dbt" {
        metadata {
          name = "dbt"
        }
      }

      resource "kubernetes_service_account_v1" "dbt_dbt_runner" {
        metadata {
          name      = "dbt-runner"
          namespace = "dbt"
          annotations = {
            "iam.gke.io/gcp-service-account" = "wi-dbt@corp-data-prod.iam.gserviceaccount.com"
          }
        }
      }

      resource "google_service_account_iam_member" "wi_dbt" {
        service_account_id = "projects/corp-data-prod/serviceAccounts/wi-dbt@corp-data-prod.iam.gserviceaccount.com"
        role               = "roles/iam.workloadIdentityUser"
        member             = "serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner]"
      }",
        },
        "files": [],
        "permissions": [
          "container.namespaces.get",
          "container.namespaces.create",
          "container.serviceAccounts.get",
          "container.serviceAccounts.create",
          "container.serviceAccounts.update",
          "iam.serviceAccounts.getIamPolicy",
          "iam.serviceAccounts.setIamPolicy",
        ],
        "risk": "widens-access",
        "steps": [
          {
            "request": {
              "body": {
                "apiVersion": "v1",
                "kind": "Namespace",
                "metadata": {
                  "name": "dbt",
                },
              },
              "method": "POST",
              "path": "/api/v1/namespaces",
            },
            "summary": "Create the namespace dbt.",
          },
          {
            "request": {
              "body": {
                "apiVersion": "v1",
                "kind": "ServiceAccount",
                "metadata": {
                  "name": "dbt-runner",
                  "namespace": "dbt",
                },
              },
              "method": "POST",
              "path": "/api/v1/namespaces/dbt/serviceaccounts",
            },
            "summary": "Create the service account dbt/dbt-runner.",
          },
          {
            "request": {
              "body": {
                "metadata": {
                  "annotations": {
                    "iam.gke.io/gcp-service-account": "wi-dbt@corp-data-prod.iam.gserviceaccount.com",
                  },
                },
              },
              "method": "PATCH",
              "path": "/api/v1/namespaces/dbt/serviceaccounts/dbt-runner",
            },
            "summary": "Annotate dbt/dbt-runner with wi-dbt@corp-data-prod.iam.gserviceaccount.com.",
          },
          {
            "request": {
              "body": {
                "policy": {
                  "bindings": [
                    {
                      "condition": {
                        "description": "why",
                        "expression": "request.time < x",
                        "title": "for a while",
                      },
                      "members": [
                        "serviceAccount:p.svc.id.goog[a/b]",
                      ],
                      "role": "roles/iam.workloadIdentityUser",
                    },
                    {
                      "members": [
                        "serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner]",
                      ],
                      "role": "roles/iam.workloadIdentityUser",
                    },
                  ],
                  "etag": "BwX",
                  "version": 3,
                },
              },
              "method": "POST",
              "path": "/v1/projects/corp-data-prod/serviceAccounts/wi-dbt@corp-data-prod.iam.gserviceaccount.com:setIamPolicy",
            },
            "summary": "Give serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner] roles/iam.workloadIdentityUser on wi-dbt@corp-data-prod.iam.gserviceaccount.com, and leave every other binding as it is.",
          },
        ],
        "title": "Let dbt/dbt-runner act as wi-dbt@corp-data-prod.iam.gserviceaccount.com",
        "undo": "Undo takes back every step that was made, the last one first, and refuses where somebody changed it since. What was created is deleted only while nothing of others is in it.",
        "warnings": [
          "dbt comes without labels, quotas or network policies: where Terraform, Helm or GitOps make namespaces, make it there.",
          "Pods under dbt/dbt-runner act as wi-dbt@corp-data-prod.iam.gserviceaccount.com from then on: roles that were granted to the Kubernetes service account itself do not count for them any more.",
          "Where Helm or Terraform manages dbt/dbt-runner, set the annotation there: the next release or apply takes it back.",
          "The same namespace and name in every other cluster of the pool is the same principal: pods under dbt/dbt-runner can act as wi-dbt@corp-data-prod.iam.gserviceaccount.com there, too.",
          "IAM usually takes 2 minutes until it is in force, and can take 7.",
          "Where google_service_account_iam_binding or google_service_account_iam_policy of Terraform manages this account, the next apply removes the member: put it there. google_service_account_iam_member leaves others alone.",
          "The kubectl commands need a kubeconfig for analytics.",
        ],
      }
    `);
  });

  it("sends the version that was read where the account is there", () => {
    const { steps, risk } = planOf(
      healthySnapshot({ serviceAccount: account(other) }),
      ref("annotate-service-account"),
    );
    expect(risk).toBe("disruptive");
    expect(steps[0]?.request?.body).toEqual({
      metadata: { resourceVersion: "100", annotations: { "iam.gke.io/gcp-service-account": gsa } },
    });
  });

  it.each<[WorkloadRemedyRef, Snapshot, string, RegExp]>([
    [ref("create-namespace"), healthySnapshot(nothing), "safe", /GitOps/],
    [
      ref("annotate-service-account"),
      healthySnapshot({ serviceAccount: account(null) }),
      "widens-access",
      /granted to the Kubernetes service account itself/,
    ],
    [ref("add-binding"), healthySnapshot({ policy: policyOf() }), "widens-access", /every other cluster of the pool/],
    [
      ref("enable-workload-identity"),
      healthySnapshot({ cluster: foundCluster({ workloadPool: null, labels: { "goog-composer-version": "2" } }) }),
      "disruptive",
      /Composer owns this cluster/,
    ],
    [
      useGke("old"),
      healthySnapshot({ cluster: foundCluster({ nodePools: [nodePool("old", "gce")] }) }),
      "dangerous",
      /All nodes of old are recreated/,
    ],
    [
      ref("repair-chain"),
      healthySnapshot({
        ...nothing,
        cluster: foundCluster({ workloadPool: null, nodePools: [nodePool("old", "gce")] }),
      }),
      "disruptive",
      /Pods on old still get the nodes' account/,
    ],
    [
      ref("repair-chain"),
      healthySnapshot({ ...nothing, policy: policyOf({ members: [member], condition }) }),
      "widens-access",
      /condition "t", which somebody wrote: it stays/,
    ],
  ])("of %j has its risk and warnings", (remedy, facts, risk, warning) => {
    const plan = planOf(facts, remedy);
    expect(plan.risk).toBe(risk);
    expect(plan.warnings).toEqual(expect.arrayContaining([expect.stringMatching(warning)]));
    expect(plan.undo).toMatch(/^Undo takes back/);
    expect(plan.permissions.length).toBeGreaterThan(0);
  });
});
