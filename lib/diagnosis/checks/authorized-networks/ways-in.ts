import { parseCidr } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

/**
 * What lets an unlisted caller in, best first: a DNS endpoint that is already open (nothing has to change), then the
 * caller's own address in the list, then opening the DNS endpoint.
 */
export function waysIn(cluster: ClusterView, caller: FactValues["caller"]): readonly RemedyRef[] {
  const cidr = caller.scope === "public" && caller.family === "ipv4" ? parseCidr(caller.address) : undefined;
  const allow: readonly RemedyRef[] = cidr ? [{ id: "allow-network", params: { cidr } }] : [];
  const dns = dnsEndpoint(cluster);
  return cluster.endpoints.dns.allowExternalTraffic ? [dns, ...allow] : [...allow, dns];
}

/** The DNS endpoint as a way in that no list guards: used as it is when it is open, opened otherwise. */
export function dnsEndpoint(cluster: ClusterView): RemedyRef {
  return cluster.endpoints.dns.allowExternalTraffic
    ? { id: "get-credentials", params: { endpoint: "dns" } }
    : { id: "open-dns-endpoint", params: {} };
}
