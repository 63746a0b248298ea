import { parseAddress } from "@/lib/core/address";
import { isJsonObject, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import { regionOf } from "./regions";

/** What the simulated network needs to know of a cluster, read from its resource in either API shape. */
export type ControlPlane = {
  readonly region: string;
  readonly ipEndpointsEnabled: boolean;
  readonly publicEndpointEnabled: boolean;
  /** Reachable from other regions by the private endpoint. */
  readonly globalAccess: boolean;
  readonly publicAddresses: readonly string[];
  readonly privateAddresses: readonly string[];
  readonly dnsName: string | undefined;
  readonly externalTrafficAllowed: boolean;
  readonly authorizedNetworks: {
    readonly enabled: boolean;
    readonly cidrs: readonly string[];
    readonly googleCloudAllowed: boolean;
    readonly enforcedOnPrivateEndpoint: boolean;
  };
};

/** Reads a `Cluster` resource: `controlPlaneEndpointsConfig` where it is there, the deprecated fields otherwise. */
export function readControlPlane(resource: JsonObject): ControlPlane {
  const endpoints = objectAt(resource, "controlPlaneEndpointsConfig");
  const dns = objectAt(endpoints, "dnsEndpointConfig");
  const legacy = objectAt(resource, "privateClusterConfig");
  const hasNewShape = isJsonObject(endpoints.ipEndpointsConfig);
  const ip = objectAt(endpoints, "ipEndpointsConfig");
  const networks = hasNewShape
    ? objectAt(ip, "authorizedNetworksConfig")
    : objectAt(resource, "masterAuthorizedNetworksConfig");
  const privateAddresses = addresses(ip.privateEndpoint, legacy.privateEndpoint);
  const publicAddresses = addresses(ip.publicEndpoint, legacy.publicEndpoint, resource.endpoint).filter(
    (address) => !privateAddresses.includes(address),
  );
  return {
    region: regionOf(textAt(resource, "location") ?? textAt(resource, "zone") ?? ""),
    ipEndpointsEnabled: hasNewShape ? ip.enabled === true : true,
    publicEndpointEnabled: hasNewShape ? ip.enablePublicEndpoint !== false : legacy.enablePrivateEndpoint !== true,
    globalAccess: hasNewShape
      ? ip.globalAccess === true
      : objectAt(legacy, "masterGlobalAccessConfig").enabled === true,
    publicAddresses,
    privateAddresses,
    dnsName: textAt(dns, "endpoint"),
    externalTrafficAllowed: dns.allowExternalTraffic === true,
    authorizedNetworks: {
      enabled: networks.enabled === true,
      cidrs: cidrBlocks(networks),
      googleCloudAllowed: networks.gcpPublicCidrsAccessEnabled === true,
      enforcedOnPrivateEndpoint: networks.privateEndpointEnforcementEnabled === true,
    },
  };
}

function addresses(...candidates: readonly unknown[]): readonly string[] {
  const found = candidates.flatMap((value) => (typeof value === "string" ? (parseAddress(value) ?? []) : []));
  return [...new Set(found)];
}

function cidrBlocks(networks: JsonObject): readonly string[] {
  if (!Array.isArray(networks.cidrBlocks)) return [];
  return networks.cidrBlocks.flatMap((block) => (isJsonObject(block) ? (textAt(block, "cidrBlock") ?? []) : []));
}
