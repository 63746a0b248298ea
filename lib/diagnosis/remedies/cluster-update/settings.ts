import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";

/** What an update of ours can change of a cluster, and what it must leave alone. Entries byte for byte, in order. */
export type ClusterSettings = {
  readonly dnsExternalTraffic: boolean;
  readonly ipEndpoints: boolean;
  readonly publicEndpoint: boolean;
  readonly globalAccess: boolean;
  readonly networks: {
    readonly enabled: boolean;
    readonly entries: readonly NetworkEntry[];
    /** Null: the API does not say. */
    readonly googleCloudAccess: boolean | null;
    readonly privateEndpointEnforcement: boolean | null;
  };
};

/** The body of an update as the remedies send it: what it changes, and no more. */
export type UpdateBody = {
  readonly name: string;
  readonly update: {
    readonly etag: string;
    readonly desiredControlPlaneEndpointsConfig: {
      readonly dnsEndpointConfig?: { readonly allowExternalTraffic: boolean };
      readonly ipEndpointsConfig?: {
        readonly enablePublicEndpoint?: boolean;
        readonly globalAccess?: boolean;
        readonly authorizedNetworksConfig?: {
          readonly enabled: boolean;
          readonly cidrBlocks: readonly { readonly cidrBlock: string; readonly displayName?: string }[];
          readonly gcpPublicCidrsAccessEnabled?: boolean;
          readonly privateEndpointEnforcementEnabled?: boolean;
        };
      };
    };
  };
};

/** The settings of a cluster as it was read. */
export function settingsOf({ endpoints, authorizedNetworks: networks }: ClusterView): ClusterSettings {
  return {
    dnsExternalTraffic: endpoints.dns.allowExternalTraffic,
    ipEndpoints: endpoints.ipEnabled,
    publicEndpoint: endpoints.public.enabled,
    globalAccess: endpoints.private.globalAccess,
    networks: {
      enabled: networks.enabled,
      entries: networks.entries.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName })),
      googleCloudAccess: networks.googleCloudAccess,
      privateEndpointEnforcement: networks.privateEndpointEnforcement,
    },
  };
}

/** The settings as this update leaves them: GKE merges field by field, and replaces the list as a unit. */
export function settingsAfter(before: ClusterSettings, body: UpdateBody): ClusterSettings {
  const { dnsEndpointConfig: dns, ipEndpointsConfig: ip } = body.update.desiredControlPlaneEndpointsConfig;
  const sent = ip?.authorizedNetworksConfig;
  const networks = sent && {
    enabled: sent.enabled,
    entries: sent.cidrBlocks.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName: displayName ?? "" })),
    googleCloudAccess: sent.gcpPublicCidrsAccessEnabled ?? before.networks.googleCloudAccess,
    privateEndpointEnforcement: sent.privateEndpointEnforcementEnabled ?? before.networks.privateEndpointEnforcement,
  };
  return {
    dnsExternalTraffic: dns?.allowExternalTraffic ?? before.dnsExternalTraffic,
    ipEndpoints: before.ipEndpoints,
    publicEndpoint: ip?.enablePublicEndpoint ?? before.publicEndpoint,
    globalAccess: ip?.globalAccess ?? before.globalAccess,
    networks: networks ?? before.networks,
  };
}
