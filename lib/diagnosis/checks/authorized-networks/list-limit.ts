import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";

/**
 * How many entries the list can have: 50 where nodes are public, 100 where they are private. From gcloud's help and
 * GKE's documentation; the API names no number, so a verdict that rests on it alone is likely, not certain.
 */
export function listLimit({ privateNodes }: ClusterView): number {
  return privateNodes ? 100 : 50;
}

/** True when two entries cover the same addresses, or are the two halves of one block, so that one of them can go. */
export function canBeAggregated(entries: readonly AuthorizedNetwork[]): boolean {
  const blocks = entries.flatMap(({ network }) => (network && !network.includes(":") ? [blockOf(network)] : []));
  return blocks.some((left, index) =>
    blocks.slice(index + 1).some((right) => {
      const halves = left.length === right.length && left.length > 0 ? 1 : 0;
      const shared = Math.min(left.length, right.length) - halves;
      return prefixOf(left.start, shared) === prefixOf(right.start, shared);
    }),
  );
}

/** A canonical IPv4 network as numbers: lists are compared pair by pair, and reading text each time is slow. */
function blockOf(network: string): { readonly start: number; readonly length: number } {
  const [address = "", length] = network.split("/");
  return {
    start: address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0),
    length: Number(length),
  };
}

function prefixOf(address: number, length: number): number {
  return Math.floor(address / 2 ** (32 - length));
}
