import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksUpdate, type NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { FieldChange } from "@/lib/engine/plan";
import { refuseAdding } from "./reconcile-plan";
import { isOwn, markedName, type OwnedEntry } from "./write";

/** What letting a network in does to the list, as the applier would do it now. */
export type EntryPreview = {
  /** Why it gets no entry; then nothing changes. */
  readonly refused: string | null;
  /** Our entry is there already, for another grant of the same network: it is shared. */
  readonly shared: boolean;
  readonly before: readonly NetworkEntry[];
  readonly after: readonly NetworkEntry[];
  readonly changes: readonly FieldChange[];
};

/**
 * @param cidr in canonical form
 * @param owned everything that we ever had on this cluster, and the entry that this network would get
 */
export function previewEntry(
  { view, cidr }: { readonly view: ClusterView; readonly cidr: string },
  owned: readonly OwnedEntry[],
): EntryPreview {
  const current = view.authorizedNetworks.entries;
  const before = current.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
  const unchanged = { before, after: before, changes: [], shared: false };
  const foreign = current.filter((entry) => !owned.some((own) => isOwn(own, entry)));
  const refused = refuseAdding(view, foreign, cidr);
  if (refused !== undefined) return { ...unchanged, refused };

  const own = owned.find((candidate) => candidate.cidr === cidr);
  if (!own) return { ...unchanged, refused: "No entry was prepared for this network." };
  if (current.some((entry) => isOwn(own, entry))) return { ...unchanged, refused: null, shared: true };
  const after = [...before, { cidrBlock: cidr, displayName: markedName(own.marker) }];
  const update = authorizedNetworksUpdate(view, after);
  if ("refused" in update) return { ...unchanged, refused: update.refused };
  return { refused: null, shared: false, before, after, changes: update.changes };
}
