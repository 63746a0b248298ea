import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "dns-endpoint-closed",
  title: "The DNS endpoint is the only way in, and it takes no traffic from outside Google.",
  base: "dns-only",
  overlay: { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false } } },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "dns-endpoint-closed" },
};
