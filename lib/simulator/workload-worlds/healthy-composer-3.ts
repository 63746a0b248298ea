import type { WorkloadWorld } from "@/lib/simulator/workload-world";

export const world: WorkloadWorld = {
  name: "healthy-composer-3",
  title: "A DAG on Composer 3 runs its pod where Composer 3 runs every pod.",
  base: null,
  overlay: {},
  setup: { googleServiceAccount: null, environment: { generation: 3 } },
  request: { namespace: "composer-user-workloads", serviceAccount: "default", googleServiceAccount: null },
  expected: { verdict: "reachable", cause: null },
};
