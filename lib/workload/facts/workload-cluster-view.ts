import type { ClusterName } from "@/lib/core/cluster-name";

/** What a node pool lets its pods see: GKE's metadata server, or the node's own (`gce`). */
export type NodePoolView = {
  readonly name: string;
  readonly metadata: "gke" | "gce" | "unspecified";
  /** The nodes' own Google service account; `default` for Compute Engine's. */
  readonly serviceAccount: string;
  readonly status: string;
  /** For updates of this pool; empty where Google gave none. */
  readonly etag: string;
};

/** A cluster as pods and their identities see it, from the same answer as `ClusterView`. */
export type WorkloadClusterView = {
  readonly name: ClusterName;
  readonly status: string;
  readonly mode: "autopilot" | "standard";
  /** `PROJECT.svc.id.goog`; null: Workload Identity is off. */
  readonly workloadPool: string | null;
  readonly nodePools: readonly NodePoolView[];
  readonly labels: Readonly<Record<string, string>>;
  /** True when NetworkPolicy objects are enforced: Dataplane V2, or Calico on the nodes. */
  readonly networkPolicy: boolean;
  readonly dataplaneV2: boolean;
  /** For updates of the cluster. */
  readonly etag: string;
};
