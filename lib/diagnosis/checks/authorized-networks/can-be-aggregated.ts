import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";
import { blockOf, smallestCover } from "@/lib/diagnosis/facts/derive/blocks";
import { isDrawbridgeEntry } from "@/lib/diagnosis/facts/derive/drawbridge-entry";

/** True when fewer entries can let in exactly the same addresses: two overlap, or are the two halves of one block. */
export function canBeAggregated(entries: readonly AuthorizedNetwork[]): boolean {
  const blocks = entries.flatMap((entry) => (isDrawbridgeEntry(entry) ? [] : (blockOf(entry.cidrBlock) ?? [])));
  return smallestCover(blocks).length < blocks.length;
}
