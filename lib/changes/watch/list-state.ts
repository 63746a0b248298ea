import { parseCidr } from "@/lib/core/address";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";

/** What is set beside the entries; null where the API did not say. */
export type ListSettings = {
  /** False: every address is let in. */
  readonly enabled: boolean;
  readonly googleCloudAccess: boolean | null;
  readonly privateEndpointEnforcement: boolean | null;
};

export type ListState = ListSettings & { readonly entries: readonly NetworkEntry[] };

/** A cluster's list as it was seen. `seenAt` is before Google was asked: what is newer may be in it, what is older is. */
export type ListSighting = ListState & {
  readonly cluster: ClusterName;
  readonly etag: string;
  readonly managedBy: ClusterView["managedBy"];
  readonly seenAt: Date;
};

export function toSighting(view: ClusterView, seenAt: Date): ListSighting {
  const { entries, enabled, googleCloudAccess, privateEndpointEnforcement } = view.authorizedNetworks;
  return {
    ...{ cluster: view.name, etag: view.etag, managedBy: view.managedBy, seenAt },
    ...{ enabled, googleCloudAccess, privateEndpointEnforcement },
    entries: entries.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName })),
  };
}

/** Equal for entries that are the same to Google: host bits and the spelling of a network say nothing. */
export function keyOf({ cidrBlock, displayName }: NetworkEntry): string {
  return JSON.stringify([parseCidr(cidrBlock) ?? cidrBlock, displayName]);
}

/** How often each entry is in a list. */
export function countEntries(entries: readonly NetworkEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
  return counts;
}
