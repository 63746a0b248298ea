import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-autopilot",
  title: "Drawbridge's own server, which is an authorized network, reaches an Autopilot cluster.",
  base: "autopilot",
  overlay: {},
  place: "office",
  request: { vantage: "server", endpoint: "public" },
  expected: { verdict: "reachable", cause: null },
};
