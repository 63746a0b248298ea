import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "tcp-unreachable",
  title: "The office is an authorized network, and its own firewall drops the packets to the control plane.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText: "Unable to connect to the server: dial tcp {public}:443: i/o timeout\n",
  },
  network: [{ place: "office", endpoint: "public", behaviour: "drop" }],
  expected: { verdict: "blocked", cause: "tcp-unreachable" },
};
