import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "authorized-networks-empty",
  title: "Somebody switched authorized networks on and listed nobody: the public endpoint answers no one.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: null } } } },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "authorized-networks-empty" },
};
