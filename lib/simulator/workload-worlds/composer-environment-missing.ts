import type { WorkloadWorld } from "@/lib/simulator/workload-world";

export const world: WorkloadWorld = {
  name: "composer-environment-missing",
  title: "Somebody asks about an environment that was renamed.",
  base: null,
  overlay: {},
  setup: { googleServiceAccount: null },
  request: {
    target: "environment",
    namespace: "composer-user-workloads",
    serviceAccount: "default",
    googleServiceAccount: null,
  },
  expected: { verdict: "blocked", cause: "composer-environment-missing" },
};
