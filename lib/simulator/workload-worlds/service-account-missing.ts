import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount } from "./common";

export const world: WorkloadWorld = {
  name: "service-account-missing",
  title: "The pod is to run under a service account that nobody made.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "dbt" } }],
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "service-account-missing" },
};
