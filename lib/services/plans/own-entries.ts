import { isOwn, markedName, type OwnedEntry } from "@/lib/changes/write";
import { parseCidr } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { positionOf } from "@/lib/diagnosis/remedies/authorized-networks/list-edits";
import type { PlannedRemedy } from "@/lib/store/plans";

/**
 * What a plan means for entries of ours. `grant`: a network is let in for a while, and `ends` is the network of ours that
 * it takes the place of. `end`: the grants of a network of ours end. `update`: none of them is touched.
 */
export type OwnPart =
  | { readonly kind: "grant"; readonly cidr: string; readonly ends: string | null }
  | { readonly kind: "end"; readonly cidr: string }
  | { readonly kind: "update" };

export function ownPartOf(remedy: PlannedRemedy, view: ClusterView, owned: readonly OwnedEntry[]): OwnPart {
  switch (remedy.id) {
    case "allow-network":
      return { kind: "grant", cidr: parseCidr(remedy.params.cidr) ?? remedy.params.cidr, ends: null };
    case "replace-network": {
      const ends = ownNetworkAt(view, owned, remedy.params.before);
      const { after } = remedy.params;
      return ends === undefined ? { kind: "update" } : { kind: "grant", cidr: parseCidr(after) ?? after, ends };
    }
    case "remove-network": {
      const cidr = ownNetworkAt(view, owned, remedy.params.cidr);
      return cidr === undefined ? { kind: "update" } : { kind: "end", cidr };
    }
    default:
      return { kind: "update" };
  }
}

/** The network of the entry that is written like this, when it is one of ours. */
function ownNetworkAt(view: ClusterView, owned: readonly OwnedEntry[], written: string): string | undefined {
  const found = positionOf(view.authorizedNetworks.entries, written);
  if ("refused" in found) return undefined;
  const entry = view.authorizedNetworks.entries[found.position];
  return entry && owned.find((own) => isOwn(own, entry))?.cidr;
}

/** The display name of our entry for this network; undefined when none was made ready. */
export function entryName(owned: readonly OwnedEntry[], cidr: string): string | undefined {
  const own = owned.find((candidate) => candidate.cidr === cidr);
  return own && markedName(own.marker);
}
