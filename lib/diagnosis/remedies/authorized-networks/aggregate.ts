import { type Block, blockOf, formatBlock, smallestCover } from "@/lib/diagnosis/facts/derive/blocks";
import { isDrawbridgeEntry } from "@/lib/diagnosis/facts/derive/drawbridge-entry";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";

export type Aggregation = {
  readonly entries: readonly NetworkEntry[];
  /** What became one entry; `into` is one of `from` when that one covers the others. */
  readonly merges: readonly { readonly into: NetworkEntry; readonly from: readonly NetworkEntry[] }[];
};

/**
 * The shortest list that lets in exactly the same addresses. Duplicates and entries inside a wider one go, and two halves
 * of a block become the block. An entry that nothing was merged with keeps its bytes; a new one joins the names of its
 * parts. Unreadable and IPv6 entries and Drawbridge's own stay as they are.
 */
export function aggregateEntries(entries: readonly NetworkEntry[]): Aggregation {
  const readable = entries.flatMap((entry, position) => {
    const block = isDrawbridgeEntry(entry) ? undefined : blockOf(entry.cidrBlock);
    return block ? [{ entry, position, block }] : [];
  });
  const aside = entries.flatMap((entry, position) =>
    readable.some((item) => item.position === position) ? [] : [{ entry, position, from: [entry] }],
  );
  const covers = smallestCover(readable.map(({ block }) => block)).map(({ block, parts }) => {
    const from = parts.flatMap((part) => readable[part] ?? []).sort((a, b) => a.position - b.position);
    return {
      entry: survivor(block, from),
      position: from[0]?.position ?? 0,
      from: from.map(({ entry }) => entry),
    };
  });
  const ordered = [...aside, ...covers].sort((a, b) => a.position - b.position);
  return {
    entries: ordered.map(({ entry }) => entry),
    merges: ordered.filter(({ from }) => from.length > 1).map(({ entry, from }) => ({ into: entry, from })),
  };
}

function survivor(
  block: Block,
  from: readonly { readonly entry: NetworkEntry; readonly block: Block }[],
): NetworkEntry {
  const exact = from.find((item) => item.block.length === block.length);
  if (exact) return exact.entry;
  const names = new Set(from.map(({ entry }) => entry.displayName).filter(Boolean));
  return { cidrBlock: formatBlock(block), displayName: [...names].join(" + ") };
}
