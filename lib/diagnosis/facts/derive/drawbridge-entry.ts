import type { AuthorizedNetwork } from "@/lib/diagnosis/facts/cluster-view";

/** True for an entry that Drawbridge made, told by its display name. It may end on its own, so it is never merged with others. */
export function isDrawbridgeEntry({ displayName }: Pick<AuthorizedNetwork, "displayName">): boolean {
  return /^drawbridge\b/i.test(displayName);
}
