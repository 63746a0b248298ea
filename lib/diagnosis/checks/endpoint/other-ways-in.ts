import { dnsEndpoint } from "@/lib/diagnosis/checks/authorized-networks/ways-in";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { letsEveryoneIn, listing } from "@/lib/diagnosis/facts/derive/admission";
import { callerNetwork } from "@/lib/diagnosis/facts/derive/caller-network";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import { isUsable } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { EndpointKind, FactValues } from "@/lib/diagnosis/facts/schema";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";

type Caller = FactValues["caller"];

/**
 * What leads in when one endpoint cannot be used, best first: endpoints that this caller can use as they are, then the
 * DNS endpoint opened, then a way into the private network, and last the public endpoint switched on.
 *
 * @param caller undefined when the address is not known: then nothing that depends on it is offered as it is
 */
export function otherWaysIn(
  cluster: ClusterView,
  caller: Caller | undefined,
  failing: EndpointKind,
): readonly RemedyRef[] {
  const inside = caller !== undefined && callerNetwork(cluster, caller) === "private";
  const offered = (kind: EndpointKind) => kind !== failing && isUsable(cluster, kind);
  const dns = failing === "dns" ? [] : dnsEndpoint(cluster);
  const remedies: RemedyRef[] = [];

  if (cluster.endpoints.dns.allowExternalTraffic) remedies.push(...dns);
  if (offered("private") && inside) remedies.push({ id: "get-credentials", params: { endpoint: "private" } });
  if (offered("public") && isLetIn(cluster, caller)) {
    remedies.push({ id: "get-credentials", params: { endpoint: "public" } });
  }
  if (!cluster.endpoints.dns.allowExternalTraffic) remedies.push(...dns);
  if (inside) return remedies;
  if (isUsable(cluster, "private")) remedies.push({ id: "use-private-network", params: {} });
  if (failing !== "dns" && canEnablePublic(cluster)) remedies.push({ id: "enable-public-endpoint", params: {} });
  return remedies;
}

/** True when the public endpoint certainly lets the caller in. */
function isLetIn(cluster: ClusterView, caller: Caller | undefined): boolean {
  const { authorizedNetworks } = cluster;
  if (!authorizedNetworks.enabled || letsEveryoneIn(cluster)) return true;
  return caller?.scope === "public" && listing(authorizedNetworks, caller.address).covered === "all";
}

/** A list that lets everyone in would make the public endpoint open to everyone. */
function canEnablePublic(cluster: ClusterView): boolean {
  const { ipEnabled, public: publicEndpoint } = cluster.endpoints;
  return ipEnabled && !publicEndpoint.enabled && !letsEveryoneIn(cluster) && whyNotUpdatable(cluster) === undefined;
}
