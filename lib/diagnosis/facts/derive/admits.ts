import { cidrContains } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind, FactName, FactValues } from "@/lib/diagnosis/facts/schema";
import type { Fact, UnknownReason } from "@/lib/engine/fact";
import { letsEveryoneIn, listing } from "./admission";

/** What has to be known before the list of authorized networks can be applied to a caller. */
export type Undecided = { readonly fact: FactName; readonly reason: UnknownReason; readonly detail: string };

export type Admits = "yes" | "no" | "waiting" | { readonly undecided: Undecided };

/** How a person finds the address that a public endpoint sees. */
export const findPublicAddress =
  "the public IPv4 address that GKE sees: run `curl -4 -s https://checkip.amazonaws.com` where kubectl runs, and type the answer";

/**
 * Whether the authorized networks let the caller in to an endpoint. Waits only for what the answer depends on.
 * For an enforced private endpoint `no` also stands for addresses of the cluster's own subnet, which the cluster
 * resource does not tell.
 */
export function admits(
  cluster: ClusterView,
  kind: EndpointKind,
  caller: Fact<FactValues["caller"]> | undefined,
  googleRange: Fact<FactValues["googleRange"]> | undefined,
): Admits {
  const networks = cluster.authorizedNetworks;
  if (kind === "dns" || !networks.enabled) return "yes";
  if (kind === "private" && guardsPrivate(cluster) === "no") return "yes";
  if (kind === "public" && letsEveryoneIn(cluster)) return "yes";
  if (caller === undefined) return "waiting";
  if (caller.state === "unknown") return undecided("caller", caller.reason, caller.detail);

  const { address, family, scope } = caller.value;
  if (kind === "public" && (family === "ipv6" || !(scope === "public" || scope === "documentation"))) {
    return undecided("caller", "not-observable", findPublicAddress);
  }
  const { covered } = listing(networks, address);
  if (covered === "all" || (kind === "private" && isPod(cluster, address))) return "yes";
  if (covered === "some") {
    return undecided("caller", "not-observable", `only a part of ${address} is in the list: type a single address`);
  }
  if (kind === "private" && guardsPrivate(cluster) === "perhaps") {
    return undecided("cluster", "not-observable", `whether ${address} is in the cluster's own subnet`);
  }
  if (kind === "private" || !mayLetGoogleCloudIn(cluster)) return "no";

  if (googleRange === undefined) return "waiting";
  if (googleRange.state === "unknown") return undecided("googleRange", googleRange.reason, googleRange.detail);
  if (!googleRange.value.member) return "no";
  if (networks.googleCloudAccess) return "yes";
  const detail = "whether Google Cloud's addresses are let in (gcpPublicCidrsAccessEnabled is not set)";
  return undecided("cluster", "not-observable", detail);
}

/**
 * Whether the list guards the private endpoint. `perhaps`: older clusters, joined by VPC peering and without a public
 * endpoint, are documented to let in their own subnet and listed networks only, whatever the flag says.
 */
export function guardsPrivate({ authorizedNetworks, connectivity, endpoints }: ClusterView): "yes" | "no" | "perhaps" {
  if (!authorizedNetworks.enabled) return "no";
  if (authorizedNetworks.privateEndpointEnforcement === true) return "yes";
  return connectivity === "vpc-peering" && !endpoints.public.enabled ? "perhaps" : "no";
}

/** True when Google Cloud's addresses are let in unlisted, or may be: older clusters with public nodes do not say. */
export function mayLetGoogleCloudIn({ authorizedNetworks, privateNodes }: ClusterView): boolean {
  return authorizedNetworks.googleCloudAccess ?? !privateNodes;
}

/** True for an address of the cluster's own Pods, which is always let in. Ranges that node pools brought later are not. */
export function isPod({ ranges: { pods } }: ClusterView, address: string): boolean {
  const [own] = pods;
  return own !== undefined && cidrContains(own, address);
}

function undecided(fact: FactName, reason: UnknownReason, detail: string): Admits {
  return { undecided: { fact, reason, detail } };
}
