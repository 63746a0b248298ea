import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "healthy-workload",
  title: "A dbt pod runs as its Google service account, which may read the warehouse.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    projectRoles: { "roles/bigquery.jobUser": ["serviceAccount:{gsa}"] },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
    images: [{ image: "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9", program: "dbt" }],
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    resources: [{ resource: "projects/{project}", role: "roles/bigquery.jobUser" }],
  },
  expected: { verdict: "reachable", cause: null },
};
