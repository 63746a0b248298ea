import type { protos } from "@google-cloud/container";
import type { NodePoolView, WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";

type Vendor = protos.google.container.v1.ICluster;
type VendorPool = protos.google.container.v1.INodePool;

/**
 * A cluster as pods and their identities see it: domain facts 6.1.
 * @param project the project's id as asked; the resource itself only has it inside URLs
 */
export function normaliseWorkloadCluster(vendor: Vendor, project: string): WorkloadClusterView {
  const dataplaneV2 = vendor.networkConfig?.datapathProvider === "ADVANCED_DATAPATH";
  return {
    name: { project, location: vendor.location || vendor.zone || "", cluster: vendor.name ?? "" },
    status: String(vendor.status || "STATUS_UNSPECIFIED"),
    mode: vendor.autopilot?.enabled ? "autopilot" : "standard",
    workloadPool: vendor.workloadIdentityConfig?.workloadPool || null,
    nodePools: (vendor.nodePools ?? []).map(toPool),
    labels: { ...vendor.resourceLabels },
    networkPolicy: dataplaneV2 || (vendor.networkPolicy?.enabled ?? false),
    dataplaneV2,
    etag: vendor.etag ?? "",
  };
}

function toPool({ name, config, status, etag }: VendorPool): NodePoolView {
  return {
    name: name ?? "",
    metadata: metadataOf(config?.workloadMetadataConfig?.mode),
    serviceAccount: config?.serviceAccount || "default",
    status: String(status || "STATUS_UNSPECIFIED"),
    etag: etag ?? "",
  };
}

function metadataOf(mode: unknown): NodePoolView["metadata"] {
  if (mode === "GKE_METADATA") return "gke";
  return mode === "GCE_METADATA" ? "gce" : "unspecified";
}
