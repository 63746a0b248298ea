import { isJsonObject, objectAt, textAt, without } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";

/**
 * Derives the deprecated endpoint fields (`endpoint`, `masterAuthorizedNetworksConfig`, `privateClusterConfig`) from
 * `controlPlaneEndpointsConfig`, as recorded clusters show them: public endpoint off leaves both addresses in
 * `privateClusterConfig` and makes `endpoint` the private one; IP endpoints off leaves only `{enabled: false}` and makes
 * `endpoint` the DNS name. A resource without `controlPlaneEndpointsConfig` (an old recording) is returned as it is.
 */
export function mirrorEndpoints(resource: JsonObject): JsonObject {
  if (!isJsonObject(resource.controlPlaneEndpointsConfig)) return resource;
  const endpoints = resource.controlPlaneEndpointsConfig;
  const ip = objectAt(endpoints, "ipEndpointsConfig");
  const dns = textAt(objectAt(endpoints, "dnsEndpointConfig"), "endpoint");
  if (ip.enabled !== true) return withoutIpEndpoints(resource, dns);

  const publicOff = ip.enablePublicEndpoint === false;
  return {
    ...resource,
    ...endpointField(publicOff ? ip.privateEndpoint : ip.publicEndpoint),
    controlPlaneEndpointsConfig: {
      ...endpoints,
      ipEndpointsConfig: publicOff ? without(ip, "publicEndpoint") : ip,
    },
    masterAuthorizedNetworksConfig: objectAt(ip, "authorizedNetworksConfig"),
    privateClusterConfig: privateClusterConfig(objectAt(resource, "privateClusterConfig"), ip, publicOff),
  };
}

function privateClusterConfig(before: JsonObject, ip: JsonObject, publicOff: boolean): JsonObject {
  const kept = without(
    before,
    "enablePrivateEndpoint",
    "privateEndpoint",
    "publicEndpoint",
    "masterGlobalAccessConfig",
  );
  return {
    ...kept,
    ...(publicOff ? { enablePrivateEndpoint: true } : {}),
    // Recorded: Private Service Connect clusters do not mirror global access; peering clusters, which had it first, do.
    ...(ip.globalAccess === true && kept.peeringName ? { masterGlobalAccessConfig: { enabled: true } } : {}),
    ...(ip.privateEndpoint ? { privateEndpoint: ip.privateEndpoint } : {}),
    ...(ip.publicEndpoint ? { publicEndpoint: ip.publicEndpoint } : {}),
  };
}

function withoutIpEndpoints(resource: JsonObject, dns: string | undefined): JsonObject {
  return {
    ...resource,
    ...endpointField(dns),
    controlPlaneEndpointsConfig: {
      ...objectAt(resource, "controlPlaneEndpointsConfig"),
      ipEndpointsConfig: { enabled: false },
    },
    masterAuthorizedNetworksConfig: {},
    privateClusterConfig: without(
      objectAt(resource, "privateClusterConfig"),
      "enablePrivateEndpoint",
      "privateEndpoint",
      "publicEndpoint",
    ),
  };
}

function endpointField(value: Json | undefined): JsonObject {
  return typeof value === "string" ? { endpoint: value } : {};
}
