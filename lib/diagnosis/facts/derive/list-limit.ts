import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";

/**
 * How many entries the list of authorized networks can have: 50 where nodes are public, 100 where they are private. From
 * gcloud's help and GKE's documentation; the API names no number, so what rests on it alone is likely, not certain.
 */
export function listLimit({ privateNodes }: Pick<ClusterView, "privateNodes">): number {
  return privateNodes ? 100 : 50;
}
