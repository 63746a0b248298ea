import { defineRepair } from "./define-repair";

/** Workload Identity on the cluster, with the pool of its project. Node pools stay as they are. */
export const enableWorkloadIdentity = defineRepair({
  id: "enable-workload-identity",
  needs: [],
  title: ({ cluster }) => `Turn Workload Identity on for ${cluster.name.cluster}`,
  steps(_, { cluster, pool }) {
    if (cluster.workloadPool !== null) {
      return { refused: `Workload Identity is on already, with the pool ${cluster.workloadPool}.` };
    }
    return [{ kind: "enable-workload-identity", workloadPool: pool }];
  },
});
