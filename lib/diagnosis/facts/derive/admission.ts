import { cidrContains, singleHostCidr } from "@/lib/core/address";
import type { AuthorizedNetwork, AuthorizedNetworks } from "@/lib/diagnosis/facts/cluster-view";
import { blockContains, canonicalBlock, smallestCover } from "./blocks";

/** How much of an address or CIDR a list lets in, and by which entries. */
export type Listing = { readonly covered: "all" | "some" | "none"; readonly by: readonly AuthorizedNetwork[] };

/**
 * Applies the list to a canonical address or CIDR, by containment and never by text. A CIDR is covered too when several
 * entries cover it together, and in part when some of its addresses are listed.
 */
export function listing({ entries }: Pick<AuthorizedNetworks, "entries">, address: string): Listing {
  const asked = canonicalBlock(singleHostCidr(address));
  if (!asked) {
    const entry = entries.find(({ network }) => network !== null && cidrContains(network, address));
    return entry ? { covered: "all", by: [entry] } : { covered: "none", by: [] };
  }
  const inside: { readonly entry: AuthorizedNetwork; readonly block: typeof asked }[] = [];
  for (const entry of entries) {
    const block = entry.network === null ? undefined : canonicalBlock(entry.network);
    if (!block) continue;
    if (blockContains(block, asked)) return { covered: "all", by: [entry] };
    if (blockContains(asked, block)) inside.push({ entry, block });
  }
  if (inside.length === 0) return { covered: "none", by: [] };
  const [cover, ...more] = smallestCover(inside.map(({ block }) => block));
  const whole = more.length === 0 && cover?.block.length === asked.length;
  return { covered: whole ? "all" : "some", by: inside.map(({ entry }) => entry) };
}

/** True when the list lets in every IPv4 address: then it filters nothing. */
export function letsEveryoneIn({ authorizedNetworks }: { readonly authorizedNetworks: AuthorizedNetworks }): boolean {
  return listing(authorizedNetworks, "0.0.0.0/0").covered === "all";
}

/** The list as a sentence can hold it: `203.0.113.0/24 (office), 192.0.2.10/32`. */
export function describeEntries(entries: readonly AuthorizedNetwork[], most = 6): string {
  if (entries.length === 0) return "no entries";
  const shown = entries
    .slice(0, most)
    .map(({ cidrBlock, displayName }) => (displayName ? `${cidrBlock} (${displayName})` : cidrBlock));
  return entries.length > most ? `${shown.join(", ")} and ${entries.length - most} more` : shown.join(", ");
}

/** The API's path to the list. */
export const authorizedNetworksField = "controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig";
