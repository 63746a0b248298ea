import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "annotation-mismatch",
  title: "The annotation names an account with a typing error, and IAM does not find it.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "wi-annotation-mismtch@{project}.iam.gserviceaccount.com"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "Unable to generate access token; IAM returned 404 Not Found: Not found; Gaia id not found for email wi-annotation-mismtch@{project}.iam.gserviceaccount.com",
  },
  expected: { verdict: "blocked", cause: "annotation-mismatch" },
};
