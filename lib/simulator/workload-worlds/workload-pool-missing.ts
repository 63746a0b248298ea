import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount, nodePools } from "./common";

export const world: WorkloadWorld = {
  name: "workload-pool-missing",
  title: "Adding the binding fails: the identity pool does not exist, as Workload Identity was never turned on.",
  base: "regional-private",
  overlay: { workloadIdentityConfig: null, nodePools: nodePools({ "default-pool": "GCE_METADATA" }) },
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "INVALID_ARGUMENT: Identity Pool does not exist ({pool}). Please check that you specified a valid resource name as returned in the `name` attribute in the configuration API.",
  },
  expected: { verdict: "blocked", cause: "workload-pool-missing" },
};
