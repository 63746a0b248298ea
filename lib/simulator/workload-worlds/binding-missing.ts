import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "binding-missing",
  title: "Everything is annotated, and nobody lets the pod act as the account.",
  base: "regional-private",
  overlay: {},
  setup: { objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}") },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). This error could be caused by a missing IAM policy binding on the target IAM service account.",
  },
  expected: { verdict: "blocked", cause: "binding-missing" },
};
