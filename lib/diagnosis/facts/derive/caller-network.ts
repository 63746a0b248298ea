import { cidrContains } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { FactValues } from "@/lib/diagnosis/facts/schema";

/** Whether an address is routed inside private networks, over the internet, or tells nothing (loopback, link-local). */
export type CallerNetwork = "private" | "public" | "undetermined";

/**
 * The kind of network that the caller's address is routed in. VPCs may use carrier-grade NAT ranges, and even public
 * ones for Pods: what the cluster uses itself counts as private. A private IPv6 address tells nothing of the IPv4 address
 * that reaches a control plane. Google Cloud's own addresses, Cloud Shell's among
 * them, are public: they are outside every VPC.
 */
export function callerNetwork(cluster: Pick<ClusterView, "ranges">, caller: FactValues["caller"]): CallerNetwork {
  if (cluster.ranges.pods.some((range) => cidrContains(range, caller.address))) return "private";
  switch (caller.scope) {
    case "private":
    case "carrier-grade-nat":
      return caller.family === "ipv4" ? "private" : "undetermined";
    case "public":
    case "documentation":
      return "public";
    default:
      return "undetermined";
  }
}
