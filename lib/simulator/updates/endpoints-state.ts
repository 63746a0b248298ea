import { readControlPlane } from "@/lib/simulator/cluster/control-plane";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import type { CidrBlock } from "./change";

/** What an update can change of a cluster, as `GET /history` shows it: the same words whichever shape it was sent in. */
export type EndpointsState = {
  readonly ipEndpoints: boolean;
  readonly publicEndpoint: boolean;
  readonly globalAccess: boolean;
  readonly externalTraffic: boolean;
  readonly authorizedNetworks: {
    readonly enabled: boolean;
    readonly cidrBlocks: readonly CidrBlock[];
    /** Null: the resource does not say. */
    readonly gcpPublicCidrsAccessEnabled: boolean | null;
    readonly privateEndpointEnforcementEnabled: boolean | null;
  };
};

/** Reads the state of a `Cluster` resource, the list in its order. */
export function endpointsState(resource: JsonObject): EndpointsState {
  const { ipEndpointsEnabled, publicEndpointEnabled, globalAccess, externalTrafficAllowed } =
    readControlPlane(resource);
  const networks = authorizedNetworksConfig(resource);
  return {
    ipEndpoints: ipEndpointsEnabled,
    publicEndpoint: ipEndpointsEnabled && publicEndpointEnabled,
    globalAccess,
    externalTraffic: externalTrafficAllowed,
    authorizedNetworks: {
      enabled: networks.enabled === true,
      cidrBlocks: cidrBlocksOf(networks),
      gcpPublicCidrsAccessEnabled: flagAt(networks, "gcpPublicCidrsAccessEnabled"),
      privateEndpointEnforcementEnabled: flagAt(networks, "privateEndpointEnforcementEnabled"),
    },
  };
}

/** The resource's list of authorized networks, from either shape. */
export function authorizedNetworksConfig(resource: JsonObject): JsonObject {
  const { ipEndpointsConfig: ip } = objectAt(resource, "controlPlaneEndpointsConfig");
  return isJsonObject(ip)
    ? objectAt(ip, "authorizedNetworksConfig")
    : objectAt(resource, "masterAuthorizedNetworksConfig");
}

export function cidrBlocksOf(networks: JsonObject): readonly CidrBlock[] {
  if (!Array.isArray(networks.cidrBlocks)) return [];
  return networks.cidrBlocks.filter(isJsonObject).map((block) => {
    const displayName = textAt(block, "displayName");
    return { ...(displayName ? { displayName } : {}), cidrBlock: textAt(block, "cidrBlock") ?? "" };
  });
}

function flagAt(networks: JsonObject, key: string): boolean | null {
  const value = networks[key];
  return typeof value === "boolean" ? value : null;
}
