import ipaddr from "ipaddr.js";
import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";

type Range = { readonly family: string; readonly first: bigint; readonly last: bigint; readonly cidrBlock: string };

/** How an entry stands to the others of its list. */
export type Coverage = {
  /** Another entry is the same network. */
  readonly duplicate: boolean;
  /** Wider entries that hold it, as they are written. */
  readonly coveredBy: readonly string[];
};

/** For each entry, in order. Each network is read once: lists have up to 100 entries, and there are many lists. */
export function coverage(entries: readonly AuthorizedNetwork[]): readonly Coverage[] {
  const ranges = entries.map(rangeOf);
  return ranges.map((range, index) => {
    if (!range) return { duplicate: false, coveredBy: [] };
    const others = ranges.flatMap((other, position) =>
      other && position !== index && other.family === range.family ? [other] : [],
    );
    const isSame = ({ first, last }: Range) => first === range.first && last === range.last;
    const holds = (other: Range) => other.first <= range.first && other.last >= range.last && !isSame(other);
    return { duplicate: others.some(isSame), coveredBy: others.filter(holds).map(({ cidrBlock }) => cidrBlock) };
  });
}

function rangeOf({ network, cidrBlock }: AuthorizedNetwork): Range | undefined {
  if (network === null) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(network);
  const bytes = address.toByteArray();
  const first = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const size = 2n ** BigInt(bytes.length * 8 - prefix);
  return { family: address.kind(), first, last: first + size - 1n, cidrBlock };
}
