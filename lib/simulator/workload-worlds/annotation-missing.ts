import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "annotation-missing",
  title: "A dbt pod gets 403 from BigQuery, which names the workload pool: nobody annotated its service account.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner"),
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "annotation-missing" },
};
