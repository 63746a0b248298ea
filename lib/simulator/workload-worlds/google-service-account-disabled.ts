import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "google-service-account-disabled",
  title: "Somebody disabled the Google service account.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { overlay: { disabled: true }, policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "google-service-account-disabled" },
};
