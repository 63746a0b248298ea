import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";

/** `host` without port and brackets, lower case: `[2001:db8::1]:443` → `2001:db8::1`. */
export function hostOf(server: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(server);
  if (bracketed?.[1]) return bracketed[1].toLowerCase();
  const colons = server.split(":").length - 1;
  return (colons === 1 ? server.replace(/:\d+$/, "") : server).toLowerCase();
}

/** Which of the cluster's present endpoints a kubeconfig's server names; undefined for none of them. */
export function endpointNamed(cluster: ClusterView, server: string): EndpointKind | undefined {
  const host = hostOf(server);
  if (host === cluster.endpoints.public.address) return "public";
  if (host === cluster.endpoints.private.address) return "private";
  if (host === cluster.endpoints.dns.host?.toLowerCase()) return "dns";
  return undefined;
}

/** Host names of GKE's DNS endpoints, of any cluster. */
export function isDnsEndpointHost(host: string): boolean {
  return hostOf(host).endsWith(".gke.goog");
}

/** The address or name of one endpoint; null when that endpoint is off. */
export function endpointHost(cluster: ClusterView, kind: EndpointKind): string | null {
  switch (kind) {
    case "public":
      return cluster.endpoints.public.enabled ? cluster.endpoints.public.address : null;
    case "private":
      return cluster.endpoints.private.enabled ? cluster.endpoints.private.address : null;
    case "dns":
      return cluster.endpoints.dns.host;
  }
}

export const endpointTitles: Readonly<Record<EndpointKind, string>> = {
  public: "public endpoint",
  private: "private endpoint",
  dns: "DNS endpoint",
};
