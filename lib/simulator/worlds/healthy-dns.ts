import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "healthy-dns",
  title: "A developer at home reaches the DNS endpoint, which no authorized network guards.",
  base: "dns-only",
  overlay: {},
  place: "home",
  request: { vantage: "browser", endpoint: "dns", kubeconfig: { endpoint: "dns" } },
  expected: { verdict: "reachable", cause: null },
};
