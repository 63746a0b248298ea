import type { PodView } from "@/lib/kubernetes/api/views";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";

/**
 * The node pool of each pod, where its node's name tells it: `gke-CLUSTER-POOL-xxxxxxxx-xxxx`. GKE shortens long names; pods
 * on such nodes, and pods on none yet, are left out.
 */
export function podsOnPools(
  pods: readonly PodView[],
  { name, nodePools }: Pick<WorkloadClusterView, "name" | "nodePools">,
): readonly { readonly pod: string; readonly pool: string }[] {
  return pods.flatMap(({ name: pod, nodeName }) => {
    const rest = /^gke-(.+)-[0-9a-z]{8}-[0-9a-z]{4}$/.exec(nodeName ?? "")?.[1];
    const pool = nodePools.find((candidate) => rest === `${name.cluster}-${candidate.name}`);
    return pool ? [{ pod, pool: pool.name }] : [];
  });
}
