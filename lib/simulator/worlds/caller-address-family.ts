import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "caller-address-family",
  title: "A developer at home looked up their own address, and it is an IPv6 one.",
  base: "regional-private",
  overlay: {},
  place: "home",
  request: { vantage: { address: "2a02:8109:9f40:2c00::17" } },
  expected: { verdict: "blocked", cause: "caller-address-family" },
};
