import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import type { WorkloadSurroundings } from "./surroundings";

const deadlineMs = 8_000;

/** The cluster of a diagnosis, asked for once: as its pods see it, and as whoever connects to it does. */
export type ReadCluster = (
  name: ClusterName,
) => Promise<{ readonly cluster: ClusterView; readonly workload: WorkloadClusterView }>;

export function clusterReading({ container }: Pick<WorkloadSurroundings, "container">): ReadCluster {
  let reading: ReturnType<ReadCluster> | undefined;
  return (name) => {
    reading ??= container.getBothViews(name, deadlineMs);
    return reading;
  };
}
