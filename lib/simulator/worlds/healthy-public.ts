import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-public",
  title: "A developer in the office reaches the public endpoint: the office network is authorized.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: { vantage: "browser", endpoint: "public", kubeconfig: { endpoint: "public" } },
  expected: { verdict: "reachable", cause: null },
};
