import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "google-service-account-missing",
  title: "The annotation names an account that was deleted.",
  base: "regional-private",
  overlay: {},
  setup: { googleServiceAccount: null, objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}") },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "Unable to generate access token; IAM returned 404 Not Found: Not found; Gaia id not found for email {gsa}",
  },
  expected: { verdict: "blocked", cause: "google-service-account-missing" },
};
