import type { WorkloadWorld } from "@/lib/simulator/workload-world";

export const world: WorkloadWorld = {
  name: "cluster-missing",
  title: "Somebody asks about a cluster that was replaced by another one.",
  base: "regional-private",
  overlay: {},
  setup: {},
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  google: {
    getCluster: {
      status: 404,
      body: {
        error: {
          code: 404,
          message: "Not found: projects/corp-data-prod/locations/europe-west1/clusters/cluster-missing.",
          status: "NOT_FOUND",
        },
      },
    },
  },
  expected: { verdict: "blocked", cause: "cluster-missing" },
};
