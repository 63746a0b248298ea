import type { ClusterName } from "@/lib/core/cluster-name";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";

/**
 * The store's half of the proof that an entry of Google's list is ours; the other half is its display name. There is one
 * for each network of a cluster, written before the entry is first sent and kept for ever: a request that Google carries
 * out late, or a person who restores an old list, can bring an entry back that has to go again.
 */
export type OwnedEntry = { readonly cidr: string; readonly marker: string };

/** The display name of an entry of ours. Nothing else may be in it: a person who renames the entry takes it over. */
export function markedName(marker: string): string {
  return `drawbridge:${marker}`;
}

export function isOwn({ cidr, marker }: OwnedEntry, entry: AuthorizedNetwork): boolean {
  return entry.displayName === markedName(marker) && entry.network === cidr;
}

/** A network that an update adds or removes, and the grants that it is for. */
export type EntryChange = OwnedEntry & { readonly grants: readonly string[] };

/** What is written down before an update is sent. */
export type WriteIntent = {
  readonly id: string;
  readonly cluster: ClusterName;
  readonly at: Date;
  /** Of the cluster that was read: Google refuses the update when it has another one by then. */
  readonly etag: string;
  readonly before: readonly NetworkEntry[];
  readonly after: readonly NetworkEntry[];
  readonly adds: readonly EntryChange[];
  readonly removes: readonly EntryChange[];
};

/** A write that has no outcome yet. `operation` is null when Google's answer was not seen or not stored. */
export type OpenWrite = WriteIntent & { readonly operation: string | null };

/**
 * How an update ended. `settled`: read back, ours are as wanted. `failed`: carried out, and it did not work. `refused`:
 * Google did not take it. `lost`: it was sent or not, and the list shows nothing of it.
 */
export type WriteOutcome = "settled" | "failed" | "refused" | "lost";

/** Foreign entries that were there when the update was sent and are not afterwards, and the other way round. */
export type ForeignDrift = { readonly gone: readonly NetworkEntry[]; readonly come: readonly NetworkEntry[] };

/** Entries of ours that are not as the update wanted them. */
export type OwnDrift = { readonly missing: readonly OwnedEntry[]; readonly remaining: readonly OwnedEntry[] };
