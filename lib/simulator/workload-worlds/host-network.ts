import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, dbtImage, namespaceWithAccount, podOf } from "./common";

export const world: WorkloadWorld = {
  name: "host-network",
  title: "An agent with hostNetwork is its node, whatever is bound.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: [
      ...namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
      podOf("dbt-agent-0", { namespace: "dbt", account: "dbt-runner" }, { hostNetwork: true }),
    ],
    images: [{ image: dbtImage, program: "sleep" }],
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "host-network" },
};
