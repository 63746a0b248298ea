import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import {
  directSnapshot,
  foundCluster,
  gsa,
  healthySnapshot,
  member,
  nodePool,
  policyOf,
  pool,
  request,
} from "@/lib/workload/facts/testing";
import { proposeWorkloadPlan } from ".";
import type { WorkloadRemedyRef } from "./remedy-ref";

const gone = { exists: false } as const;
const none = { params: {} };
const longest = { namespace: "9".repeat(63), serviceAccount: `${"s".repeat(126)}.${"t".repeat(126)}` };
const annotated = (annotation: string | null) =>
  ({ exists: true, uid: "s1", resourceVersion: "1", annotation, automountToken: null }) as const;
const accountId = `projects/corp-data-prod/serviceAccounts/${gsa}`;

/** A remedy, what it is made on, its resources by type and label (or its block), and lines that it must have. */
const plans: readonly (readonly [
  string,
  WorkloadRemedyRef,
  ReturnType<typeof healthySnapshot>,
  readonly string[],
  readonly string[],
])[] = [
  [
    "everything, by the longest names",
    { id: "repair-chain", ...none },
    healthySnapshot({
      request: request(longest),
      cluster: foundCluster({ workloadPool: null }),
      namespace: gone,
      serviceAccount: gone,
      policy: policyOf(),
    }),
    [
      "workload_identity_config",
      `kubernetes_namespace_v1 _${longest.namespace}`,
      `kubernetes_service_account_v1 _${longest.namespace}_${longest.serviceAccount.replace(".", "_")}`,
      "google_service_account_iam_member wi_dbt",
    ],
    [
      `workload_pool = "${pool}"`,
      `name      = "${longest.serviceAccount}"`,
      `"iam.gke.io/gcp-service-account" = "${gsa}"`,
      `service_account_id = "${accountId}"`,
      `role               = "roles/iam.workloadIdentityUser"`,
      `member             = "serviceAccount:${pool}[${longest.namespace}/${longest.serviceAccount}]"`,
    ],
  ],
  [
    "an annotation in place of another",
    { id: "annotate-service-account", ...none },
    healthySnapshot({ serviceAccount: annotated("it's odd") }),
    ["kubernetes_annotations dbt_dbt_runner"],
    ['api_version = "v1"', 'kind        = "ServiceAccount"', "force = true"],
  ],
  [
    "an annotation where there was none",
    { id: "annotate-service-account", ...none },
    healthySnapshot({ serviceAccount: annotated(null) }),
    ["kubernetes_annotations dbt_dbt_runner"],
    [`"iam.gke.io/gcp-service-account" = "${gsa}"`],
  ],
  [
    "a node pool",
    { id: "use-gke-metadata", params: { nodePool: "old" } },
    healthySnapshot({ cluster: foundCluster({ nodePools: [nodePool("old", "gce")] }) }),
    ["workload_metadata_config"],
    ['mode = "GKE_METADATA"'],
  ],
  [
    "an account",
    { id: "create-google-service-account", ...none },
    healthySnapshot({ googleServiceAccount: { outcome: "not-found", message: "" } }),
    ["google_service_account wi_dbt"],
    ['account_id = "wi-dbt"', 'project    = "corp-data-prod"'],
  ],
  [
    "a role on a project",
    { id: "grant-resource-role", params: { resource: "projects/corp-data-prod", role: "roles/bigquery.jobUser" } },
    healthySnapshot(),
    ["google_project_iam_member roles_bigquery_jobUser"],
    ['project = "corp-data-prod"', 'role    = "roles/bigquery.jobUser"', `member  = "serviceAccount:${gsa}"`],
  ],
  [
    "a role on a bucket, for the pods themselves",
    { id: "grant-resource-role", params: { resource: "buckets/corp-lake", role: "roles/storage.objectViewer" } },
    directSnapshot(),
    ["google_storage_bucket_iam_member roles_storage_objectViewer"],
    ['bucket = "corp-lake"', 'role   = "roles/storage.objectViewer"'],
  ],
];

function terraformOf(facts: ReturnType<typeof healthySnapshot>, remedy: WorkloadRemedyRef): string {
  const plan = proposeWorkloadPlan(facts, remedy);
  if ("refused" in plan) throw new Error(plan.refused);
  return plan.commands.terraform ?? "";
}

describe("the Terraform text of a plan", () => {
  it.each(plans)("has the provider's resources and arguments: %s", (_, remedy, facts, resources, lines) => {
    const text = terraformOf(facts, remedy);
    const blocks = text.split("\n").flatMap((line) => {
      const [, type, label, block] = /^(?:resource "(\w+)" "(\w+)"|(\w+)) \{$/.exec(line) ?? [];
      return type ? [`${type} ${label}`] : (block ?? []);
    });
    expect(blocks).toEqual(resources);
    for (const line of lines) expect(text.split("\n").map((one) => one.trim())).toContain(line);
    expect(text).not.toMatch(/iam_(binding|policy)"/);
  });

  it("binds by members, which leave others alone, and names what is bound as the provider reads it", () => {
    const text = terraformOf(healthySnapshot({ policy: policyOf() }), { id: "add-binding", ...none });
    expect(text).toContain(`member             = "${member}"`);
  });
});

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
if (!hasTerraform) process.stderr.write("SKIPPED: terraform is not installed, so it did not read the plans' text.\n");

describe.skipIf(!hasTerraform)("the real terraform", () => {
  it.each(plans)("takes the text, and would not write it otherwise: %s", (_, remedy, facts) => {
    const text = `${terraformOf(facts, remedy)}\n`;
    const { status, stdout } = spawnSync("terraform", ["fmt", "-"], { input: text, encoding: "utf8", cwd: tmpdir() });
    expect({ status, stdout }).toEqual({ status: 0, stdout: text });
  });
});
