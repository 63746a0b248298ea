import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-open-to-all",
  title: "A developer at home reaches a public cluster whose authorized networks are switched off.",
  base: "regional-public",
  overlay: {
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: { authorizedNetworksConfig: { enabled: null, cidrBlocks: null } },
    },
  },
  place: "home",
  request: { vantage: "browser", endpoint: "public", kubeconfig: { endpoint: "public" } },
  expected: { verdict: "reachable", cause: null },
};
