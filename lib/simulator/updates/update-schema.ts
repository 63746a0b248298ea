import { z } from "zod";

/** proto3 JSON: null is the same as left out. */
const flag = z.boolean().nullish();
const text = z.string().nullish();

const networks = z.strictObject({
  enabled: flag,
  cidrBlocks: z.array(z.strictObject({ cidrBlock: text, displayName: text })).nullish(),
  gcpPublicCidrsAccessEnabled: flag,
  privateEndpointEnforcementEnabled: flag,
});

const dnsEndpoint = z.strictObject({
  endpoint: text,
  allowExternalTraffic: flag,
  enableK8sTokensViaDns: flag,
  enableK8sCertsViaDns: flag,
});

const ipEndpoints = z.strictObject({
  enabled: flag,
  enablePublicEndpoint: flag,
  globalAccess: flag,
  authorizedNetworksConfig: networks.nullish(),
  publicEndpoint: text,
  privateEndpoint: text,
  privateEndpointSubnetwork: text,
});

/** The part of `ClusterUpdate` that the simulator knows: the endpoints, in the new shape and in the deprecated ones, and Workload Identity. */
export const clusterUpdate = z.strictObject({
  etag: text,
  desiredControlPlaneEndpointsConfig: z
    .strictObject({ dnsEndpointConfig: dnsEndpoint.nullish(), ipEndpointsConfig: ipEndpoints.nullish() })
    .nullish(),
  desiredMasterAuthorizedNetworksConfig: networks.nullish(),
  desiredEnablePrivateEndpoint: flag,
  desiredPrivateClusterConfig: z
    .strictObject({ masterGlobalAccessConfig: z.strictObject({ enabled: flag }).nullish() })
    .nullish(),
  desiredWorkloadIdentityConfig: z.strictObject({ workloadPool: text }).nullish(),
});

export type ClusterUpdate = z.infer<typeof clusterUpdate>;
export type SentNetworks = z.infer<typeof networks>;

/** Fields of the real `ClusterUpdate` that the simulator leaves out, by the form of their names. */
export function isOtherUpdate(field: string): boolean {
  return /^(desired[A-Z]|(additional|removed)PodRangesConfig$|enableK8sBetaApis$|gkeAutoUpgradeConfig$|userManagedKeysConfig$)/.test(
    field,
  );
}
