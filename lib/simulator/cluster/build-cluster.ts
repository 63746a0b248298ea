import { type ClusterName, formatClusterName, isZone } from "@/lib/core/cluster-name";
import { bases } from "@/lib/simulator/bases";
import { mergePatch, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson, type Placeholders } from "@/lib/simulator/json/placeholders";
import type { JsonObject, World } from "@/lib/simulator/world";
import { type ClusterAddresses, clusterAddresses, digest, projectNumber } from "./addresses";
import { mirrorEndpoints } from "./endpoint-mirror";
import { regionOf } from "./regions";

/** The project of worlds that name none. */
export const defaultProject = "corp-data-prod";

/** A world's cluster: its name, addresses and `Cluster` resource (v1). The resource's `{ca}` is filled when it is served. */
export type BuiltCluster = {
  readonly name: ClusterName;
  readonly addresses: ClusterAddresses;
  readonly placeholders: Placeholders;
  readonly resource: JsonObject;
  /** `ipEndpointsConfig` in full, also when the IP endpoints are off and the resource shows nothing of it. */
  readonly ipEndpoints: JsonObject;
};

/**
 * Builds the cluster of the world at this index: base, then overlay (RFC 7386), then the deprecated endpoint fields,
 * which follow `controlPlaneEndpointsConfig` unless the overlay sets them itself.
 */
export function buildCluster(world: World, index: number): BuiltCluster {
  const base = bases[world.base];
  const location = textAt(world.overlay, "location") ?? base.location;
  const name: ClusterName = { project: world.project ?? defaultProject, location, cluster: world.name };
  const addresses = clusterAddresses(index, name, base.privateKind);
  const placeholders = clusterPlaceholders(name, addresses, world);
  const overlay = fillJson(world.overlay, placeholders);
  const identity: JsonObject = {
    zone: location,
    location,
    selfLink: placeholders.selfLink ?? "",
    ...(isZone(location) ? { locations: [location] } : {}),
  };
  const start = withoutRefusedNetworks({ ...fillJson(base.resource, placeholders), ...identity }, overlay);
  const merged = mergePatch(start, overlay);
  const ipEndpoints = objectAt(objectAt(merged, "controlPlaneEndpointsConfig"), "ipEndpointsConfig");
  return { name, addresses, placeholders, resource: mergePatch(mirrorEndpoints(merged), overlay), ipEndpoints };
}

/** GKE refuses public entries while the public endpoint is off: the base's own ones go when the overlay turns it off. */
function withoutRefusedNetworks(resource: JsonObject, overlay: JsonObject): JsonObject {
  const patch = objectAt(objectAt(overlay, "controlPlaneEndpointsConfig"), "ipEndpointsConfig");
  if (patch.enablePublicEndpoint !== false) return resource;
  return mergePatch(resource, {
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: null } } },
  });
}

/** Recorded: links name `zones/` for zonal clusters and `locations/` for regional ones. */
export function clusterSelfLink({ project, location, cluster }: ClusterName): string {
  const kind = isZone(location) ? "zones" : "locations";
  return `https://container.googleapis.com/v1/projects/${project}/${kind}/${location}/clusters/${cluster}`;
}

function clusterPlaceholders(name: ClusterName, addresses: ClusterAddresses, world: World): Placeholders {
  const key = formatClusterName(name);
  const id = digest(`id ${key}`, 64);
  const firstOperation = world.google?.operations?.[0];
  return {
    name: name.cluster,
    project: name.project,
    projectNumber: projectNumber(name.project),
    location: name.location,
    region: regionOf(name.location),
    public: addresses.public,
    private: addresses.private,
    dns: addresses.dns,
    masterCidr: addresses.masterCidr,
    operation: (firstOperation && textAt(firstOperation, "name")) ?? operationName(name, 0),
    selfLink: clusterSelfLink(name),
    id,
    shortId: id.slice(0, 8),
    etag: uuidOf(`etag ${key}`),
    peering: `gke-n${id.slice(0, 19)}-${id.slice(20, 24)}-${id.slice(24, 28)}-peer`,
  };
}

/** The name of a world's operation that gives none itself. */
export function operationName(name: ClusterName, index: number): string {
  const key = `operation ${index} ${formatClusterName(name)}`;
  return `operation-17${(Number.parseInt(digest(key, 10), 16) % 90_000_000_000) + 10_000_000_000}-${uuidOf(key)}`;
}

/** A UUID made from a text. */
export function uuidOf(text: string): string {
  const hex = digest(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
