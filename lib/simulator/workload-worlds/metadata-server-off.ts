import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount, nodePools } from "./common";

export const world: WorkloadWorld = {
  name: "metadata-server-off",
  title: "Pods are their node: Workload Identity was turned on for the cluster, and its old node pool was forgotten.",
  base: "regional-private",
  overlay: { nodePools: nodePools({ "default-pool": "GCE_METADATA" }) },
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "403 Access Denied: {projectNumber}-compute@developer.gserviceaccount.com does not have storage.objects.get access to the Google Cloud Storage object.",
  },
  expected: { verdict: "blocked", cause: "metadata-server-off" },
};
