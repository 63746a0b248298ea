import type { WorkloadWorld } from "@/lib/simulator/workload-world";

export const world: WorkloadWorld = {
  name: "composer-3-namespace",
  title: "After the move to Composer 3 the DAG still names a namespace and a service account of its own.",
  base: null,
  overlay: {},
  setup: { environment: { generation: 3 } },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "composer-3-namespace" },
};
