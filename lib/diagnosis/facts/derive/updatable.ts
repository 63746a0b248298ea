import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";

/** Why GKE takes no update of this cluster, or none can be sent safely; undefined when one can be planned. */
export function whyNotUpdatable({ etag, status }: Pick<ClusterView, "etag" | "status">): string | undefined {
  if (status === "PROVISIONING" || status === "STOPPING" || status === "ERROR") {
    return `The cluster is ${status}: GKE takes no update of it.`;
  }
  return etag === "" ? "Google gave no etag for this cluster: an update could overwrite somebody else's." : undefined;
}
