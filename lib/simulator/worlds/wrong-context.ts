import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "wrong-context",
  title: "A developer in the office still has the context of yesterday's cluster, and its commands go there.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: {
      endpoint: "public",
      context: "gke_corp-data-prod_europe-west1_reporting",
      server: "https://34.140.200.9",
      ca: "other",
    },
  },
  expected: { verdict: "blocked", cause: "wrong-context" },
};
