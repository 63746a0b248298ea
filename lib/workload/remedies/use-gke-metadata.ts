import { defineRepair } from "./define-repair";

/** GKE's metadata server for the pods of one node pool; its nodes are recreated. */
export const useGkeMetadata = defineRepair({
  id: "use-gke-metadata",
  needs: [],
  title: ({ cluster }, { nodePool }) =>
    `Give the node pool ${nodePool} of ${cluster.name.cluster} GKE's metadata server`,
  steps(_, { cluster }, { nodePool }) {
    if (cluster.mode === "autopilot") return { refused: "Autopilot's nodes always have GKE's metadata server." };
    if (cluster.workloadPool === null) return { refused: "Workload Identity is off on the cluster: turn it on first." };
    const pool = cluster.nodePools.find(({ name }) => name === nodePool);
    if (!pool) return { refused: `${cluster.name.cluster} has no node pool ${nodePool}.` };
    if (pool.metadata === "gke") return { refused: `${nodePool} has GKE's metadata server already.` };
    return [{ kind: "set-node-metadata", nodePool, before: pool.metadata, after: "gke" }];
  },
});
