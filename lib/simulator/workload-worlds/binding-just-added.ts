import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "binding-just-added",
  title: "Drawbridge added the binding a minute ago.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  remembered: { recentBinding: true },
  expected: { verdict: "reachable", cause: null },
};
