import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { admittingEntry } from "@/lib/diagnosis/facts/derive/admission";
import { letsEveryoneIn } from "@/lib/diagnosis/facts/derive/admits";
import { callerNetwork } from "@/lib/diagnosis/facts/derive/caller-network";
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
  const { dns, ipEnabled, public: publicEndpoint } = cluster.endpoints;
  const offered = (kind: EndpointKind) => kind !== failing && isUsable(cluster, kind);
  const remedies: RemedyRef[] = [];

  if (offered("dns")) remedies.push({ id: "get-credentials", params: { endpoint: "dns" } });
  if (offered("private") && inside) remedies.push({ id: "get-credentials", params: { endpoint: "private" } });
  if (offered("public") && isLetIn(cluster, caller)) {
    remedies.push({ id: "get-credentials", params: { endpoint: "public" } });
  }

  const canOpenDns = failing !== "dns" && dns.host !== null && !dns.allowExternalTraffic;
  if (canOpenDns) remedies.push({ id: "open-dns-endpoint", params: {} });
  if (inside) return remedies;
  if (isUsable(cluster, "private")) remedies.push({ id: "use-private-network", params: {} });
  if (failing !== "dns" && ipEnabled && !publicEndpoint.enabled) {
    remedies.push({ id: "enable-public-endpoint", params: {} });
  }
  return remedies;
}

/** True when the public endpoint certainly lets the caller in. */
function isLetIn(cluster: ClusterView, caller: Caller | undefined): boolean {
  const { authorizedNetworks } = cluster;
  if (!authorizedNetworks.enabled || letsEveryoneIn(cluster)) return true;
  return caller?.scope === "public" && admittingEntry(authorizedNetworks, caller.address) !== undefined;
}
