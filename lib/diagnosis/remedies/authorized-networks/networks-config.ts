import type { AuthorizedNetwork, AuthorizedNetworks } from "@/lib/diagnosis/facts/cluster-view";

type Entry = Pick<AuthorizedNetwork, "cidrBlock" | "displayName">;

/**
 * `authorizedNetworksConfig` with this list, as it is sent: filtering on, entries byte for byte, optional flags as the
 * API gave them and left out where it gave none.
 */
export function networksConfig(
  { googleCloudAccess, privateEndpointEnforcement }: Omit<AuthorizedNetworks, "enabled" | "entries">,
  entries: readonly Entry[],
) {
  return {
    enabled: true,
    cidrBlocks: entries.map(({ cidrBlock, displayName }) => (displayName ? { displayName, cidrBlock } : { cidrBlock })),
    ...(googleCloudAccess === null ? {} : { gcpPublicCidrsAccessEnabled: googleCloudAccess }),
    ...(privateEndpointEnforcement === null ? {} : { privateEndpointEnforcementEnabled: privateEndpointEnforcement }),
  };
}
