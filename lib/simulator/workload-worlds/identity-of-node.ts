import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "identity-of-node",
  title: "The pod was seen as its node, and nothing in the cluster says why.",
  base: "regional-private",
  overlay: {},
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
  expected: { verdict: "blocked", cause: "identity-of-node" },
};
