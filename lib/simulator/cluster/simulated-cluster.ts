import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { Placeholders } from "@/lib/simulator/json/placeholders";
import type { JsonObject, World } from "@/lib/simulator/world";
import type { ClusterAddresses } from "./addresses";
import { buildCluster } from "./build-cluster";
import { type ClusterRecord, newClusterRecord } from "./cluster-record";
import { type ControlPlane, readControlPlane } from "./control-plane";

/** One cluster of a running simulator, from a world or from a recording. */
export type SimulatedCluster = {
  /** `projects/P/locations/L/clusters/C`. */
  readonly key: string;
  readonly name: ClusterName;
  readonly world: World;
  readonly addresses: ClusterAddresses;
  readonly placeholders: Placeholders;
  /** The present `Cluster` resource (v1), its CA certificate not yet filled in. Replaced as a whole by updates. */
  resource: JsonObject;
  /** What happened to it since the simulator started. */
  readonly record: ClusterRecord;
  /** Clusters with the same authority share one certificate authority: recordings, whose addresses are redacted alike. */
  readonly authority: string;
};

/** The clusters of these worlds, in their order. */
export function clustersOfWorlds(worlds: readonly World[]): readonly SimulatedCluster[] {
  return worlds.map((world, index) => {
    const { name, addresses, placeholders, resource, ipEndpoints } = buildCluster(world, index);
    const key = formatClusterName(name);
    const record = newClusterRecord(ipEndpoints);
    return { key, name, world, addresses, placeholders, resource, record, authority: key };
  });
}

/** Every IP address that the cluster's API server has a certificate for: the ones it was given and the present ones. */
export function endpointAddresses(cluster: SimulatedCluster): readonly string[] {
  const { publicAddresses, privateAddresses } = readControlPlane(cluster.resource);
  return [...new Set([cluster.addresses.public, cluster.addresses.private, ...publicAddresses, ...privateAddresses])];
}

/** The endpoint of a cluster that an address or host name leads to. */
export type Destination = {
  readonly cluster: SimulatedCluster;
  readonly controlPlane: ControlPlane;
  readonly endpoint: "public" | "private" | "dns";
};

/** Finds the endpoint behind a host; undefined when no cluster has it. With redacted recordings the first of several wins. */
export function findDestination(clusters: readonly SimulatedCluster[], host: string): Destination | undefined {
  for (const cluster of clusters) {
    const controlPlane = readControlPlane(cluster.resource);
    const endpoint = endpointBehind(cluster, controlPlane, host);
    if (endpoint) return { cluster, controlPlane, endpoint };
  }
  return undefined;
}

function endpointBehind(
  { addresses }: SimulatedCluster,
  present: ControlPlane,
  host: string,
): Destination["endpoint"] | undefined {
  if (host === present.dnsName || host === addresses.frontEnd) return "dns";
  if (present.privateAddresses.includes(host) || host === addresses.private) return "private";
  if (present.publicAddresses.includes(host) || host === addresses.public) return "public";
  return undefined;
}
