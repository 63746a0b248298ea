import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount } from "./common";

export const world: WorkloadWorld = {
  name: "namespace-missing",
  title: "The team's first pod: nobody made the namespace yet.",
  base: "regional-private",
  overlay: {},
  setup: { googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") } },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "namespace-missing" },
};
