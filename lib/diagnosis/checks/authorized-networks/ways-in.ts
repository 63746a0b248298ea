import { parseCidr } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { listLimit } from "@/lib/diagnosis/facts/derive/list-limit";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/**
 * What lets an unlisted caller in, best first: a DNS endpoint that is already open (nothing has to change), then the
 * caller's own address in the list, then opening the DNS endpoint.
 */
export function waysIn(cluster: ClusterView, caller: FactValues["caller"]): readonly RemedyRef[] {
  const cidr = caller.scope === "public" && caller.family === "ipv4" ? parseCidr(caller.address) : undefined;
  const allow = cidr === undefined ? [] : allowNetwork(cluster, cidr);
  const dns = dnsEndpoint(cluster);
  return cluster.endpoints.dns.allowExternalTraffic ? [...dns, ...allow] : [...allow, ...dns];
}

/**
 * One more entry, where GKE takes it: nothing for a cluster that takes no update, or a list that is full. For a cluster
 * of Composer the remedy tells how Composer does it.
 */
export function allowNetwork(cluster: ClusterView, cidr: string): readonly RemedyRef[] {
  return hasRoomFor(cluster, 1) || cluster.managedBy === "composer" ? [{ id: "allow-network", params: { cidr } }] : [];
}

/** True when so many more entries can be sent. */
export function hasRoomFor(cluster: ClusterView, count: number): boolean {
  return (
    whyNotUpdatable(cluster) === undefined && cluster.authorizedNetworks.entries.length + count <= listLimit(cluster)
  );
}

/** The DNS endpoint as a way in that no list guards: used as it is when it is open, opened where that is possible. */
export function dnsEndpoint(cluster: ClusterView): readonly RemedyRef[] {
  const { host, allowExternalTraffic } = cluster.endpoints.dns;
  if (host === null) return [];
  if (allowExternalTraffic) return [{ id: "get-credentials", params: { endpoint: "dns" } }];
  return whyNotUpdatable(cluster) === undefined ? [{ id: "open-dns-endpoint", params: {} }] : [];
}
