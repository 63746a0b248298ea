import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";

/** How many entries the list can have, as gcloud and GKE's documentation say: 50 where nodes are public, 100 where private. */
export function listLimit({ privateNodes }: ClusterView): number {
  return privateNodes ? 100 : 50;
}
