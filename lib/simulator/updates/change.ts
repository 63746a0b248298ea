/** An entry of the list of authorized networks. */
export type CidrBlock = { readonly cidrBlock: string; readonly displayName?: string };

/** `authorizedNetworksConfig` as it was sent: it replaces the present one as a whole, but for flags that are left out. */
export type NetworksChange = {
  /** A plain proto3 bool: left out means false. */
  readonly enabled: boolean;
  readonly cidrBlocks: readonly CidrBlock[];
  readonly gcpPublicCidrsAccessEnabled?: boolean;
  readonly privateEndpointEnforcementEnabled?: boolean;
};

/** One change of a cluster, of its endpoints or of Workload Identity, whichever API shape it was sent in. Fields that are left out stay as they are. */
export type EndpointsChange = {
  readonly dns: {
    readonly allowExternalTraffic?: boolean;
    readonly enableK8sTokensViaDns?: boolean;
    readonly enableK8sCertsViaDns?: boolean;
  };
  readonly ip: { readonly enabled?: boolean; readonly enablePublicEndpoint?: boolean; readonly globalAccess?: boolean };
  readonly networks: NetworksChange | undefined;
  /** Replaces the workload pool; empty: none any more. */
  readonly workloadPool?: string;
};
