import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-private",
  title: "A person on a VM in the VPC reaches the private endpoint, the only one this cluster has.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: false } } },
  place: "vm-in-vpc",
  request: { vantage: "browser", endpoint: "private", kubeconfig: { endpoint: "private" } },
  expected: { verdict: "reachable", cause: null },
};
