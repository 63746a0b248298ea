import { addressScope, cidrContains, parseCidr } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import type { Refusal } from "@/lib/engine/plan";
import { entryText } from "./entry-text";

/** Why no change of this cluster's list can help or is safe; undefined when one can be planned. */
export function refuseCluster(cluster: ClusterView): string | undefined {
  const { endpoints, authorizedNetworks } = cluster;
  if (!endpoints.ipEnabled) return "The IP endpoints are off (ipEndpointsConfig.enabled): no list guards anything.";
  if (!authorizedNetworks.enabled) {
    return "Authorized networks are off: every address is let in, and sending a list would lock everybody else out.";
  }
  return whyNotUpdatable(cluster);
}

/**
 * The network in the form that is sent, host bits cleared, or why listing it cannot help this connection: the refusals of
 * domain facts 2.7. Private ranges are taken only where the list guards the private endpoint.
 */
export function listable(
  cluster: ClusterView,
  target: FactValues["target"],
  cidr: string,
): { readonly network: string } | Refusal {
  const refused = refuseCluster(cluster);
  if (refused !== undefined) return { refused };
  if (target.kind === "dns") return { refused: "You use the DNS endpoint, which no authorized network guards." };
  const network = parseCidr(cidr);
  if (!network) return { refused: `${cidr} is not an address or a CIDR.` };
  if (network.includes(":")) return { refused: `${network} is IPv6, and the list takes IPv4 only.` };
  if (network.endsWith("/0")) return { refused: `${network} is every address: that is no authorized network.` };

  const unsuitable = refuseScope(cluster, network);
  return unsuitable === undefined ? { network } : { refused: unsuitable };
}

/** Why an entry that was in the list before cannot come back; undefined when it can. Private ranges can, whatever for. */
export function refuseRestoring({ endpoints }: ClusterView, cidr: string): string | undefined {
  const network = parseCidr(cidr);
  if (!network || network.includes(":")) return `${cidr} is no IPv4 network: it stays out.`;
  if (network.endsWith("/0")) return `${cidr} is every address: it stays out.`;
  return addressScope(network) === "public" && !endpoints.public.enabled
    ? `The public endpoint is off, and GKE refuses the public ${cidr}: it stays out.`
    : undefined;
}

function refuseScope({ endpoints, authorizedNetworks }: ClusterView, network: string): string | undefined {
  const scope = addressScope(network);
  switch (scope) {
    case "public":
      return endpoints.public.enabled
        ? undefined
        : `The public endpoint is off: your address is not the problem, and GKE refuses the public ${network} here.`;
    case "private":
    case "carrier-grade-nat": {
      const guarded = !endpoints.public.enabled || authorizedNetworks.privateEndpointEnforcement === true;
      return endpoints.private.enabled && guarded
        ? undefined
        : `${network} is a ${scope} range: the public endpoint never sees it, and the private one does not enforce the list.`;
    }
    default:
      return `${network} is a ${scope} address, which no connection to GKE comes from.`;
  }
}

/** Says by what a network is let in already; undefined when nothing covers all of it. */
export function refuseCovered(
  { authorizedNetworks }: Pick<ClusterView, "authorizedNetworks">,
  network: string,
): string | undefined {
  const entry = authorizedNetworks.entries.find((other) => other.network && cidrContains(other.network, network));
  return entry && `${network} is let in already, by the entry ${entryText(entry)}.`;
}
