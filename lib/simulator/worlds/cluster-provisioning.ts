import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "cluster-provisioning",
  title: "The cluster was ordered a minute ago and is still being created.",
  base: "regional-private",
  overlay: {
    status: "PROVISIONING",
    currentNodeCount: null,
    endpoint: null,
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { publicEndpoint: null, privateEndpoint: null } },
  },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "cluster-provisioning" },
};
