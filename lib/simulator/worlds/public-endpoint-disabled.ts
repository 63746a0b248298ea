import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "public-endpoint-disabled",
  title: "The public endpoint was switched off, and the developer's kubeconfig still has its address.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: false } } },
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", server: "https://{public}" },
    errorText: "Unable to connect to the server: dial tcp {public}:443: i/o timeout\n",
  },
  expected: { verdict: "blocked", cause: "public-endpoint-disabled" },
};
