import { parseCidr } from "@/lib/core/address";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { Refusal } from "@/lib/engine/plan";
import { entryText } from "./entry-text";

/** The list with one more entry, at the end. */
export function withEntry(entries: readonly NetworkEntry[], entry: NetworkEntry): readonly NetworkEntry[] {
  return [...entries, entry];
}

/** The list without the entry at this position. */
export function withoutEntry(entries: readonly NetworkEntry[], position: number): readonly NetworkEntry[] {
  return entries.filter((_, index) => index !== position);
}

/** The list with another CIDR in the entry at this position, which keeps its display name. */
export function withCidr(
  entries: readonly NetworkEntry[],
  position: number,
  cidrBlock: string,
): readonly NetworkEntry[] {
  return entries.map((entry, index) => (index === position ? { cidrBlock, displayName: entry.displayName } : entry));
}

/**
 * Where the entry is that is written like this, or, when none is, that means the same network.
 * Refuses when there is none, and when two entries fit: which of them was meant is not ours to guess.
 */
export function positionOf(
  entries: readonly NetworkEntry[],
  cidr: string,
): { readonly position: number; readonly entry: NetworkEntry } | Refusal {
  const numbered = entries.map((entry, position) => ({ entry, position }));
  const written = numbered.filter(({ entry }) => entry.cidrBlock === cidr);
  const network = parseCidr(cidr);
  const meaning = numbered.filter(({ entry }) => network !== undefined && parseCidr(entry.cidrBlock) === network);
  const [first, second] = written.length > 0 ? written : meaning;
  if (!first) return { refused: `${cidr} is not in the list.` };
  if (second) {
    const both = `${entryText(first.entry)} and ${entryText(second.entry)}`;
    return { refused: `Two entries are ${cidr}, ${both}: aggregate the list, or change it by hand.` };
  }
  return first;
}
