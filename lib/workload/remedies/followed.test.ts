import { describe, expect, it } from "vitest";
import {
  composer3Snapshot,
  dagWith,
  directSnapshot,
  egressPolicy,
  environment,
  environmentAccount,
  foundCluster,
  gsa,
  healthySnapshot,
  member,
  pod,
  policyOf,
  request,
  says,
} from "@/lib/workload/facts/testing";
import { isRepair, proposeWorkloadPlan } from ".";
import { type WorkloadRemedyId, type WorkloadRemedyRef, workloadRemedyTitles } from "./remedy-ref";

type Snapshot = ReturnType<typeof healthySnapshot>;
const role = { resource: "projects/corp-data-prod", role: "roles/bigquery.jobUser" };
const bucket = { resource: "buckets/corp-lake", role: "roles/storage.objectViewer" };
const missing = { outcome: "not-found", message: "Unknown service account" } as const;
const disabled = { outcome: "found", email: gsa, uniqueId: "1", disabled: true } as const;
const condition = { title: "expired", expression: 'request.time < timestamp("2025-01-01T00:00:00Z")' };

/** What a person follows, and one thing that its plan says. */
const plans: readonly (readonly [WorkloadRemedyRef, Snapshot, RegExp])[] = [
  [
    { id: "create-google-service-account", params: {} },
    healthySnapshot({ googleServiceAccount: missing }),
    /gcloud iam service-accounts create wi-dbt --project corp-data-prod/,
  ],
  [
    { id: "enable-google-service-account", params: {} },
    healthySnapshot({ googleServiceAccount: disabled }),
    /gcloud iam service-accounts enable wi-dbt@/,
  ],
  [
    { id: "grant-resource-role", params: role },
    healthySnapshot(),
    /gcloud projects add-iam-policy-binding corp-data-prod .*--member serviceAccount:wi-dbt@/s,
  ],
  [
    { id: "grant-resource-role", params: bucket },
    directSnapshot(),
    /gcloud storage buckets add-iam-policy-binding gs:\/\/corp-lake .*principal:\/\/iam\.googleapis\.com\/projects\/123456789012\/.*\/subject\/ns\/dbt\/sa\/dbt-runner/s,
  ],
  [
    { id: "grant-environment-role", params: { role: "roles/composer.ServiceAgentV2Ext" } },
    healthySnapshot({ environmentAccount: environmentAccount() }),
    /service-123456789012@cloudcomposer-accounts\.iam\.gserviceaccount\.com/,
  ],
  [
    { id: "grant-environment-role", params: { role: "roles/composer.worker" } },
    composer3Snapshot(),
    /gcloud projects add-iam-policy-binding corp-data-prod/,
  ],
  [
    { id: "remove-condition", params: {} },
    healthySnapshot({ policy: policyOf({ members: [member], condition }) }),
    /remove-iam-policy-binding .*expression=request\.time/s,
  ],
  [
    { id: "leave-host-network", params: { pod: "dbt-run-1" } },
    healthySnapshot({ pods: { pods: [pod({ hostNetwork: true })] } }),
    /spec\.hostNetwork/,
  ],
  [
    { id: "allow-metadata-egress", params: { policy: "deny-egress" } },
    healthySnapshot({ networkPolicies: { policies: [egressPolicy()] } }),
    /169\.254\.169\.252\/32/,
  ],
  [{ id: "wait-for-propagation", params: { until: "12:07" } }, healthySnapshot(), /12:07/],
  [{ id: "wait-for-metadata-server", params: {} }, healthySnapshot(), /--output/],
  [
    { id: "correct-operator", params: { line: 7 } },
    healthySnapshot({ dag: dagWith({}) }),
    /Set namespace="dbt"\..*Set service_account_name="dbt-runner"\./s,
  ],
  [
    { id: "use-composer-namespace", params: {} },
    healthySnapshot({ environment: environment() }),
    /composer-user-workloads/,
  ],
  [
    { id: "use-internal-endpoint", params: { line: 7 } },
    healthySnapshot({ dag: dagWith({ kind: "GKEStartPodOperator" }) }),
    /use_internal_ip=True/,
  ],
  [
    { id: "allow-event-reading", params: {} },
    healthySnapshot({ errorText: says("events-list-forbidden", { caller: "system:serviceaccount:airflow:worker" }) }),
    /--serviceaccount=airflow:worker/,
  ],
  [
    { id: "authorize-in-composer", params: {} },
    healthySnapshot({
      environment: environment({
        authorizedNetworks: { enabled: true, cidrBlocks: [{ cidrBlock: "10.0.0.0/8", displayName: "" }] },
      }),
    }),
    /--master-authorized-networks=10\.0\.0\.0\/8,YOUR_NETWORK/,
  ],
  [{ id: "prove-with-a-pod", params: {} }, healthySnapshot(), /kubectl run drawbridge-probe/],
];

describe("what a person follows", () => {
  it.each(plans)("%j", (remedy, facts, says) => {
    const plan = proposeWorkloadPlan(facts, remedy);
    expect(plan).not.toHaveProperty("refused");
    expect(JSON.stringify(plan).replaceAll('\\"', '"').replaceAll(" \\\\\\n ", "")).toMatch(says);
    expect(isRepair(remedy.id)).toBe(false);
  });

  it("is everything that Drawbridge does not do itself", () => {
    const ids = Object.keys(workloadRemedyTitles) as readonly WorkloadRemedyId[];
    const followed = ids.filter((id) => !isRepair(id));
    expect([...new Set(plans.map(([{ id }]) => id))].sort()).toEqual([...followed].sort());
  });

  it.each<[WorkloadRemedyRef, Snapshot, RegExp]>([
    [{ id: "create-google-service-account", params: {} }, healthySnapshot(), /there already/],
    [{ id: "create-google-service-account", params: {} }, directSnapshot(), /No Google service account/],
    [{ id: "enable-google-service-account", params: {} }, healthySnapshot(), /not disabled/],
    [
      { id: "grant-resource-role", params: role },
      healthySnapshot({ roles: { roles: [{ ...role, granted: "yes", member: `serviceAccount:${gsa}` }] } }),
      /already/,
    ],
    [{ id: "grant-environment-role", params: { role: "roles/composer.worker" } }, healthySnapshot(), /No Composer/],
    [{ id: "remove-condition", params: {} }, healthySnapshot(), /No binding of .* has a condition/],
    [{ id: "allow-metadata-egress", params: { policy: "x" } }, healthySnapshot(), /no network policy x/],
    [{ id: "correct-operator", params: { line: 7 } }, healthySnapshot(), /no operator at line 7/],
    [
      { id: "correct-operator", params: { line: 7 } },
      healthySnapshot({ dag: dagWith({ namespace: "dbt", serviceAccount: "dbt-runner" }) }),
      /these arguments already/,
    ],
    [
      { id: "correct-operator", params: { line: 7 } },
      healthySnapshot({
        request: request({ serviceAccount: "default" }),
        dag: dagWith({ namespace: "dbt", serviceAccount: null }),
      }),
      /these arguments already/,
    ],
    [{ id: "use-internal-endpoint", params: { line: 7 } }, healthySnapshot({ dag: dagWith({}) }), /kubeconfig/],
    [
      { id: "use-internal-endpoint", params: { line: 7 } },
      healthySnapshot({ dag: dagWith({ kind: "GKEStartPodOperator", configFile: "/x" }) }),
      /config_file/,
    ],
    [{ id: "allow-event-reading", params: {} }, healthySnapshot(), /not known/],
    [{ id: "authorize-in-composer", params: {} }, composer3Snapshot(), /Composer 3/],
    [{ id: "prove-with-a-pod", params: {} }, composer3Snapshot(), /no cluster/],
    [
      { id: "prove-with-a-pod", params: {} },
      healthySnapshot({ cluster: { outcome: "not-found", message: "" } }),
      /no cluster/,
    ],
  ])("refuses %j where it cannot help", (remedy, facts, refused) => {
    expect(proposeWorkloadPlan(facts, remedy)).toEqual({ refused: expect.stringMatching(refused) });
  });

  it.each([
    ["over", "a == 1", "--condition=expression=a == 1,title=over"],
    ["over, now", "a == 1", "--condition=^;^expression=a == 1;title=over, now"],
    ["over; now", "f(1, 2)", "--condition=^#^expression=f(1, 2)#title=over; now"],
    [",;#~@%", "a", "--condition=^<and>^expression=a<and>title=,;#~@%"],
  ])("names the condition %s (%s) so that gcloud takes it apart in the same places", (title, expression, says) => {
    const facts = healthySnapshot({ policy: policyOf({ members: [member], condition: { title, expression } }) });
    const plan = proposeWorkloadPlan(facts, { id: "remove-condition", params: {} });
    if ("refused" in plan) throw new Error(plan.refused);
    expect(plan.commands.gcloud).toContain(`'${says}'`);
    expect(plan.undo).toContain(`'${says}'`);
  });

  it("says for a bucket, too, that no condition is meant", () => {
    const plan = proposeWorkloadPlan(healthySnapshot(), { id: "grant-resource-role", params: bucket });
    if ("refused" in plan) throw new Error(plan.refused);
    expect(plan.commands.gcloud).toMatch(/--condition=None$/);
    expect(plan.undo).toMatch(/--condition=None$/);
  });

  it("names the cluster's own pool", () => {
    const facts = healthySnapshot({ cluster: foundCluster({ workloadPool: "fleet.svc.id.goog" }) });
    const plan = proposeWorkloadPlan(facts, { id: "add-binding", params: {} });
    expect(JSON.stringify(plan)).toContain("serviceAccount:fleet.svc.id.goog[dbt/dbt-runner]");
  });
});
