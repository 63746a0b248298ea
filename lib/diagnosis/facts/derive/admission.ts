import { cidrContains } from "@/lib/core/address";
import type { AuthorizedNetwork, AuthorizedNetworks } from "@/lib/diagnosis/facts/cluster-view";

/** The first entry of the list whose network contains the address, by containment and never by text. */
export function admittingEntry(networks: AuthorizedNetworks, address: string): AuthorizedNetwork | undefined {
  return networks.entries.find(({ network }) => network !== null && cidrContains(network, address));
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
