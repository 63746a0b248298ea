/** A station on the path from the person to the control plane, in the order a connection passes them. */
export const hops = [
  "kubeconfig",
  "cluster",
  "endpoint",
  "address",
  "authorized-networks",
  "tcp",
  "tls",
  "authentication",
  "authorization",
] as const;

export type Hop = (typeof hops)[number];

/** The hop as people read it. */
export const hopTitles: Readonly<Record<Hop, string>> = {
  kubeconfig: "Kubeconfig",
  cluster: "Cluster",
  endpoint: "Endpoint",
  address: "Your address",
  "authorized-networks": "Authorized networks",
  tcp: "TCP",
  tls: "TLS",
  authentication: "Authentication",
  authorization: "Authorization",
};

/** Negative when `left` comes before `right` on the path. */
export function compareHops(left: Hop, right: Hop): number {
  return hops.indexOf(left) - hops.indexOf(right);
}
