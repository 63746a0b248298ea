import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "target-role-missing",
  title: "The pod is who it should be, and that account may not run jobs.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    resources: [{ resource: "projects/{project}", role: "roles/bigquery.jobUser" }],
    errorText:
      "google.api_core.exceptions.Forbidden: 403 POST https://bigquery.googleapis.com/bigquery/v2/projects/{project}/jobs: Access Denied: {gsa} does not have bigquery.jobs.create permission in project {project}.",
  },
  expected: { verdict: "blocked", cause: "target-role-missing" },
};
