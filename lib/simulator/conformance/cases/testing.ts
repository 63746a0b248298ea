import { testWorkload } from "@/lib/simulator/testing";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount, nodePools } from "@/lib/simulator/workload-worlds/common";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";

const user = "roles/iam.workloadIdentityUser";
const none = { params: {} };
const longest = { namespace: "n".repeat(63), serviceAccount: `${"s".repeat(126)}.${"t".repeat(126)}` };
const odd = `it's "$HOME" \`id\`, = -`;
/** A condition of somebody else's, which stays. */
export const theirs = { title: "theirs, until may", expression: "request.time < timestamp('2027-05-01T00:00:00Z')" };
const expired = {
  title: "it's, over",
  description: "one; two",
  expression: `request.time < timestamp("2025-01-01T00:00:00Z") && !resource.name.startsWith("a,b")`,
};
const principal = (project: string) => `serviceAccount:${project}.svc.id.goog`;

/** One plan after the other on a world of its own, each from what Drawbridge's gatherers read of it then. */
export type Case = { readonly world: WorkloadWorld; readonly remedies: readonly WorkloadRemedyRef[] };

export const cases: Readonly<Record<string, Case>> = {
  "everything that is missing, by the longest names, and the metadata server": {
    world: testWorkload("chain", {
      project: "plans-chain",
      overlay: { workloadIdentityConfig: null, nodePools: nodePools({ "default-pool": "GCE_METADATA" }) },
      setup: {
        googleServiceAccount: {
          policy: { bindings: [{ role: user, members: ["user:ben@corp.example"], condition: theirs }] },
        },
      },
      request: { ...longest, googleServiceAccount: "{gsa}" },
    }),
    remedies: [
      { id: "repair-chain", ...none },
      { id: "use-gke-metadata", params: { nodePool: "default-pool" } },
    ],
  },
  "an annotation in place of an odd one": {
    world: testWorkload("odd", {
      project: "plans-odd",
      setup: { objects: namespaceWithAccount("dbt", "runner", odd) },
    }),
    remedies: [{ id: "annotate-service-account", ...none }],
  },
  "an annotation that has to go, though it is odd": {
    world: testWorkload("direct", {
      project: "plans-direct",
      setup: {
        objects: namespaceWithAccount("dbt", "runner", odd),
        buckets: { "corp.lake_1": { "roles/storage.objectViewer": ["user:ben@corp.example"] } },
      },
      request: { namespace: "dbt", serviceAccount: "runner", googleServiceAccount: null },
    }),
    remedies: [
      { id: "annotate-service-account", ...none },
      { id: "grant-resource-role", params: { resource: "projects/plans-direct", role: "roles/bigquery.jobUser" } },
      { id: "grant-resource-role", params: { resource: "buckets/corp.lake_1", role: "roles/storage.objectAdmin" } },
    ],
  },
  "an account that does not exist, by the longest name": {
    world: testWorkload(`gone-${"g".repeat(22)}`, {
      project: "plans-gone",
      setup: { googleServiceAccount: null, objects: namespaceWithAccount("dbt", "runner") },
    }),
    remedies: [{ id: "create-google-service-account", ...none }],
  },
  "a disabled account": {
    world: testWorkload("off", {
      project: "plans-off",
      setup: { googleServiceAccount: { overlay: { disabled: true } } },
    }),
    remedies: [{ id: "enable-google-service-account", ...none }],
  },
  "what Composer's accounts need": {
    world: testWorkload("composer", {
      project: "plans-composer",
      base: "autopilot",
      setup: {
        environment: {
          generation: 2,
          overlay: {
            config: { nodeConfig: { serviceAccount: "wi-composer@plans-composer.iam.gserviceaccount.com" } },
          },
        },
      },
      request: { namespace: "dbt", serviceAccount: "runner", googleServiceAccount: "{gsa}" },
    }),
    remedies: [
      { id: "grant-environment-role", params: { role: "roles/composer.ServiceAgentV2Ext" } },
      { id: "grant-environment-role", params: { role: "roles/container.developer" } },
    ],
  },
  "a condition that is over": {
    world: testWorkload("condition", {
      project: "plans-condition",
      setup: {
        objects: namespaceWithAccount("dbt", "runner", "{gsa}"),
        googleServiceAccount: {
          policy: {
            bindings: [
              { role: user, members: [`${principal("plans-condition")}[dbt/runner]`], condition: expired },
              { role: user, members: ["user:ben@corp.example"], condition: theirs },
            ],
          },
        },
      },
    }),
    remedies: [{ id: "remove-condition", ...none }],
  },
  "what is in the way inside of the cluster": {
    world: testWorkload("inside", {
      project: "plans-inside",
      setup: {
        objects: [
          ...namespaceWithAccount("dbt", "runner", "{gsa}"),
          {
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: "deny", namespace: "dbt" },
            spec: {
              podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["dbt", "it's"] }] },
              policyTypes: ["Egress"],
            },
          },
        ],
      },
      request: {
        namespace: "dbt",
        serviceAccount: "runner",
        googleServiceAccount: "{gsa}",
        errorText: `events is forbidden: User "system:serviceaccount:airflow:worker" cannot list resource "events" in API group "" in the namespace "dbt"`,
      },
    }),
    remedies: [
      { id: "allow-metadata-egress", params: { policy: "deny" } },
      { id: "allow-event-reading", ...none },
    ],
  },
};
