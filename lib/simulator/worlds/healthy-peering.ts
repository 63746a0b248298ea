import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-peering",
  title: "A person on a VM in the VPC reaches the private endpoint of an older cluster, over VPC peering.",
  base: "zonal-peering",
  overlay: {},
  place: "vm-in-vpc",
  request: { vantage: "browser", endpoint: "private", kubeconfig: { endpoint: "private" } },
  expected: { verdict: "reachable", cause: null },
};
