import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksUpdate, type NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { PlannedRequest, Refusal } from "@/lib/engine/plan";
import { isOwn, type OwnedEntry } from "./write";

/**
 * The request that makes the cluster's list this one, or why it is refused.
 *
 * One list may become empty: the one that has no entry but ours, when the last of them ends. An expired grant has to go,
 * and an enabled empty list lets nobody in from outside, so nothing opens. Nobody loses anything either: whoever made
 * the list, or emptied it around our entry, wanted nobody else in it.
 */
export function listRequest(
  cluster: ClusterView,
  entries: readonly NetworkEntry[],
  owned: readonly OwnedEntry[],
): PlannedRequest | Refusal {
  const current = cluster.authorizedNetworks.entries;
  const onlyOurs = current.length > 0 && current.every((entry) => owned.some((own) => isOwn(own, entry)));
  if (entries.length > 0 || !onlyOurs) {
    const update = authorizedNetworksUpdate(cluster, entries);
    return "refused" in update ? update : update.request;
  }
  const unchanged = authorizedNetworksUpdate(cluster, current);
  return "refused" in unchanged ? unchanged : withoutBlocks(unchanged.request);
}

type ListBody = {
  readonly name: string;
  readonly update: {
    readonly etag: string;
    readonly desiredControlPlaneEndpointsConfig: {
      readonly ipEndpointsConfig: {
        readonly authorizedNetworksConfig: { readonly enabled: true; readonly cidrBlocks: readonly NetworkEntry[] };
      };
    };
  };
};

/** The same request with an empty list: `enabled` and the optional flags stay as they are. */
function withoutBlocks(request: PlannedRequest): PlannedRequest {
  const body = request.body as ListBody;
  const { authorizedNetworksConfig } = body.update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  const emptied = { ...authorizedNetworksConfig, cidrBlocks: [] };
  const desiredControlPlaneEndpointsConfig = { ipEndpointsConfig: { authorizedNetworksConfig: emptied } };
  return { ...request, body: { ...body, update: { ...body.update, desiredControlPlaneEndpointsConfig } } };
}
