import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import { endpointHost } from "./endpoint-match";

/**
 * True when the endpoint is on, has an address, and a kubeconfig for it can work: the DNS endpoint has to take traffic
 * from outside Google, and an IP endpoint cannot be trusted without the cluster's CA.
 */
export function isUsable(cluster: ClusterView, kind: EndpointKind): boolean {
  if (endpointHost(cluster, kind) === null) return false;
  return kind === "dns" ? cluster.endpoints.dns.allowExternalTraffic : cluster.caCertificate !== null;
}

/**
 * The endpoint that a new kubeconfig should name: the preferred one when it can be used, otherwise the DNS endpoint
 * (IAM guards it, no list), the public one, the private one. Undefined when the cluster has no way in.
 */
export function usableEndpoint(cluster: ClusterView, preferred: EndpointKind | null): EndpointKind | undefined {
  const order: readonly EndpointKind[] = ["dns", "public", "private"];
  return [...(preferred ? [preferred] : []), ...order].find((kind) => isUsable(cluster, kind));
}
