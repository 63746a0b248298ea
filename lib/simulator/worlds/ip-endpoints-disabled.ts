import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "ip-endpoints-disabled",
  title: "A developer asks for the internal address of a cluster that can be reached by its DNS endpoint only.",
  base: "dns-only",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    endpoint: "private",
    errorText:
      "Fetching cluster endpoint and auth data.\n" +
      "ERROR: (gcloud.container.clusters.get-credentials) IP access is disabled for cluster {name}.\n",
  },
  expected: { verdict: "blocked", cause: "ip-endpoints-disabled" },
};
