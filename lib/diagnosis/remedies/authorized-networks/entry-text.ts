import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";

/** An entry as a sentence or a change shows it: `203.0.113.0/24 (office)`. */
export function entryText({ cidrBlock, displayName }: Pick<AuthorizedNetwork, "cidrBlock" | "displayName">): string {
  return displayName ? `${cidrBlock} (${displayName})` : cidrBlock;
}
