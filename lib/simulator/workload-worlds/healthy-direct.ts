import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "healthy-direct",
  title: "A reporting pod reads the warehouse as itself: its own principal has the role, and no account is borrowed.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: null,
    projectRoles: {
      "roles/bigquery.jobUser": [
        "principal://iam.googleapis.com/projects/{projectNumber}/locations/global/workloadIdentityPools/{pool}/subject/ns/reports/sa/reader",
      ],
    },
    objects: namespaceWithAccount("reports", "reader"),
  },
  request: {
    namespace: "reports",
    serviceAccount: "reader",
    googleServiceAccount: null,
    resources: [{ resource: "projects/{project}", role: "roles/bigquery.jobUser" }],
  },
  expected: { verdict: "reachable", cause: null },
};
