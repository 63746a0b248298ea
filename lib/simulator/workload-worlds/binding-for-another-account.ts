import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "binding-for-another-account",
  title: "The binding was copied from the test namespace.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt-test", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). This error could be caused by a missing IAM policy binding on the target IAM service account.",
  },
  expected: { verdict: "blocked", cause: "binding-for-another-account" },
};
