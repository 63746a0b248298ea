import type { ClusterName } from "@/lib/core/cluster-name";

/** GKE's `Cluster.status`; anything this version does not know is `STATUS_UNSPECIFIED`. */
export const clusterStatuses = [
  "STATUS_UNSPECIFIED",
  "PROVISIONING",
  "RUNNING",
  "RECONCILING",
  "STOPPING",
  "ERROR",
  "DEGRADED",
] as const;

export type ClusterStatus = (typeof clusterStatuses)[number];

/** One entry of GKE's list. `cidrBlock` is as Google returned it; `network` is its canonical form, null when unreadable. */
export type AuthorizedNetwork = {
  readonly cidrBlock: string;
  readonly network: string | null;
  readonly displayName: string;
};

export type AuthorizedNetworks = {
  /** False: every address is let in to the public endpoint. */
  readonly enabled: boolean;
  readonly entries: readonly AuthorizedNetwork[];
  /** `gcpPublicCidrsAccessEnabled`; null when the API did not say. */
  readonly googleCloudAccess: boolean | null;
  /** `privateEndpointEnforcementEnabled`; null when the API did not say. */
  readonly privateEndpointEnforcement: boolean | null;
};

/**
 * One control plane, read from either of the API's two shapes and put into one.
 * Addresses are null unless the endpoint can be used: `privateClusterConfig.publicEndpoint`
 * stays filled after the public endpoint is disabled and never counts as one.
 */
export type ClusterView = {
  readonly name: ClusterName;
  readonly status: ClusterStatus;
  readonly statusMessage: string;
  readonly conditions: readonly { readonly code: string; readonly message: string }[];
  readonly mode: "standard" | "autopilot";
  readonly kind: "regional" | "zonal";
  readonly version: string;
  readonly etag: string;
  /** `peering`: the control plane sits in a peered Google VPC (`peeringName` is set). */
  readonly connectivity: "private-service-connect" | "vpc-peering";
  readonly endpoints: {
    /** False: no IP endpoint at all, the DNS endpoint is the only way in. */
    readonly ipEnabled: boolean;
    readonly public: { readonly enabled: boolean; readonly address: string | null };
    readonly private: { readonly enabled: boolean; readonly address: string | null; readonly globalAccess: boolean };
    /** `host` is always filled by Google, also when outside traffic is refused. */
    readonly dns: { readonly host: string | null; readonly allowExternalTraffic: boolean };
    /** The public address of a public endpoint that is off; null otherwise. */
    readonly retiredPublicAddress: string | null;
  };
  readonly authorizedNetworks: AuthorizedNetworks;
  readonly privateNodes: boolean;
  readonly network: string;
  readonly subnetwork: string;
  readonly ranges: {
    readonly controlPlane: string | null;
    /** Pod ranges: the cluster's own first, then those of node pools that have another. */
    readonly pods: readonly string[];
    readonly services: string | null;
  };
  /** Base64 of the PEM, as `masterAuth.clusterCaCertificate` has it. */
  readonly caCertificate: string | null;
  /** Lower-case hex SHA-256 of the CA certificate's DER. */
  readonly caSha256: string | null;
  /** `resourceLabels`: policies speak of them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Who would undo a manual change. Absence of a label proves nothing. */
  readonly managedBy: "terraform" | "config-connector" | "composer" | null;
};
