import { readControlPlane } from "@/lib/simulator/cluster/control-plane";
import { mirrorEndpoints } from "@/lib/simulator/cluster/endpoint-mirror";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { isJsonObject, objectAt, textAt, without } from "@/lib/simulator/json/merge-patch";
import type { JsonObject } from "@/lib/simulator/world";
import type { EndpointsChange, NetworksChange } from "./change";
import type { UpdateSettings } from "./settings";
import { withWorkloadPool } from "./workload-identity";

/** What a change makes of a cluster: its resource, both shapes, and the IP endpoints' settings that the resource may hide. */
export type ChangedCluster = { readonly resource: JsonObject; readonly ipEndpoints: JsonObject };

/** Carries a change out on the present configuration of a cluster. The etag stays; nothing is written. */
export function applyChange(
  cluster: SimulatedCluster,
  { dns, ip, networks, workloadPool }: EndpointsChange,
  omittedFlags: UpdateSettings["omittedFlags"],
): ChangedCluster {
  const { resource, record } = cluster;
  if (workloadPool !== undefined) {
    return { resource: withWorkloadPool(resource, workloadPool), ipEndpoints: record.dormantIpEndpoints };
  }
  const endpoints = objectAt(resource, "controlPlaneEndpointsConfig");
  const present = presentIpEndpoints(cluster);
  const before = objectAt(present, "authorizedNetworksConfig");
  const merged: JsonObject = {
    ...present,
    ...ip,
    ...(networks ? { authorizedNetworksConfig: replaceNetworks(before, networks, omittedFlags) } : {}),
  };
  const ipEndpoints = { ...merged, publicEndpoint: publicAddress(cluster, merged) };
  const changed: JsonObject = {
    ...resource,
    controlPlaneEndpointsConfig: {
      ...endpoints,
      dnsEndpointConfig: { ...objectAt(endpoints, "dnsEndpointConfig"), ...dns },
      ipEndpointsConfig: ipEndpoints,
    },
  };
  return { resource: mirrorEndpoints(changed), ipEndpoints };
}

/** The whole config in Google's JSON: `enabled: false` and an empty list are left out, as recorded. */
function replaceNetworks(
  before: JsonObject,
  sent: NetworksChange,
  omittedFlags: UpdateSettings["omittedFlags"],
): JsonObject {
  const kept = omittedFlags === "keep" ? without(before, "enabled", "cidrBlocks") : {};
  const { enabled, cidrBlocks, ...flags } = sent;
  return {
    ...(enabled ? { enabled } : {}),
    ...(cidrBlocks.length > 0 ? { cidrBlocks } : {}),
    ...kept,
    ...flags,
  };
}

/** What IP endpoints have whose settings nobody knows: recorded clusters without them. */
const newIpEndpoints: JsonObject = { enablePublicEndpoint: true, globalAccess: false };

/** What is configured now; what the resource hides while the IP endpoints are off; what an old resource says in the old shape. */
function presentIpEndpoints({ resource, record }: SimulatedCluster): JsonObject {
  const { ipEndpointsConfig: ip } = objectAt(resource, "controlPlaneEndpointsConfig");
  if (isJsonObject(ip))
    return ip.enabled === true ? ip : { ...newIpEndpoints, ...record.dormantIpEndpoints, enabled: false };
  const { publicEndpointEnabled, globalAccess, publicAddresses, privateAddresses } = readControlPlane(resource);
  const [publicEndpoint] = publicAddresses;
  const [privateEndpoint] = privateAddresses;
  return {
    authorizedNetworksConfig: objectAt(resource, "masterAuthorizedNetworksConfig"),
    enablePublicEndpoint: publicEndpointEnabled,
    enabled: true,
    globalAccess,
    ...(privateEndpoint === undefined ? {} : { privateEndpoint }),
    ...(publicEndpoint === undefined ? {} : { publicEndpoint }),
  };
}

/** The address that the public endpoint has, or had before it was turned off; the mirror hides it while it is off. */
function publicAddress({ resource, addresses }: SimulatedCluster, ip: JsonObject): string {
  const former = textAt(objectAt(resource, "privateClusterConfig"), "publicEndpoint");
  return textAt(ip, "publicEndpoint") ?? former ?? addresses.public;
}
