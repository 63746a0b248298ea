import { cidrContains } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { Fact, UnknownReason } from "@/lib/diagnosis/facts/fact";
import type { EndpointKind, FactName, FactValues } from "@/lib/diagnosis/facts/schema";
import { admittingEntry } from "./admission";

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
  if (kind === "private" && networks.privateEndpointEnforcement !== true) return "yes";
  if (kind === "public" && letsEveryoneIn(cluster)) return "yes";
  if (caller === undefined) return "waiting";
  if (caller.state === "unknown") return undecided("caller", caller.reason, caller.detail);

  const { address, family, scope } = caller.value;
  const listed = admittingEntry(networks, address) !== undefined;
  if (kind === "private") return listed || isPod(cluster, address) ? "yes" : "no";
  if (family === "ipv6" || !(scope === "public" || scope === "documentation")) {
    return undecided("caller", "not-observable", findPublicAddress);
  }
  if (listed) return "yes";

  if (!(networks.googleCloudAccess ?? !cluster.privateNodes)) return "no";
  if (googleRange === undefined) return "waiting";
  if (googleRange.state === "unknown") return undecided("googleRange", googleRange.reason, googleRange.detail);
  if (!googleRange.value.member) return "no";
  return networks.googleCloudAccess
    ? "yes"
    : undecided(
        "cluster",
        "not-observable",
        "gcpPublicCidrsAccessEnabled is not set, and the caller is Google Cloud's",
      );
}

/** True when the list has an entry for every IPv4 address. */
export function letsEveryoneIn({ authorizedNetworks }: ClusterView): boolean {
  return authorizedNetworks.entries.some(({ network }) => network !== null && cidrContains(network, "0.0.0.0/0"));
}

/** True for an address of the cluster's own Pods, which is always let in. Ranges that node pools brought later are not. */
export function isPod({ ranges: { pods } }: ClusterView, address: string): boolean {
  const [own] = pods;
  return own !== undefined && cidrContains(own, address);
}

function undecided(fact: FactName, reason: UnknownReason, detail: string): Admits {
  return { undecided: { fact, reason, detail } };
}
