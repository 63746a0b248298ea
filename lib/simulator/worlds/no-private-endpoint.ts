import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "no-private-endpoint",
  title: "A developer asks for the internal address of an old public cluster, which has none.",
  base: "regional-public",
  overlay: {
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { privateEndpoint: null } },
    privateClusterConfig: null,
  },
  place: "office",
  request: {
    vantage: "browser",
    endpoint: "private",
    errorText:
      "Fetching cluster endpoint and auth data.\n" +
      "ERROR: (gcloud.container.clusters.get-credentials) cluster {name} is not a private cluster.\n",
  },
  expected: { verdict: "blocked", cause: "no-private-endpoint" },
};
