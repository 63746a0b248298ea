import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { fingerprintOf } from "./canonical";

/**
 * SHA-256 of what a plan is made on: everything on the cluster but what changes by itself (etag, status, conditions,
 * version), and entries of ours, which come and go with grants and are no reason to ask anybody again.
 */
export function basisOf(cluster: ClusterView): string {
  const {
    etag: _etag,
    status: _status,
    statusMessage: _message,
    conditions: _conditions,
    version: _version,
    ...view
  } = cluster;
  const { entries, ...networks } = view.authorizedNetworks;
  const foreign = entries.filter(({ displayName }) => !displayName.startsWith("drawbridge:"));
  return fingerprintOf({ ...view, authorizedNetworks: { ...networks, entries: foreign } });
}
