import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "stale-server-address",
  title: "The cluster was rebuilt last night, and the kubeconfig still has the address it had before.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public", server: "https://34.140.17.66", ca: "other" },
    errorText: "Unable to connect to the server: dial tcp 34.140.17.66:443: i/o timeout",
  },
  expected: { verdict: "blocked", cause: "stale-server-address" },
};
