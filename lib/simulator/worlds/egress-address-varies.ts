import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "egress-address-varies",
  title: "This server leaves through two NAT addresses, and only one of them is an authorized network.",
  base: "regional-private",
  overlay: {},
  place: "server",
  request: { vantage: "server" },
  network: [{ place: "server", endpoint: "public", behaviour: "drop" }],
  secondEcho: "62.210.115.41",
  expected: { verdict: "blocked", cause: "egress-address-varies" },
};
