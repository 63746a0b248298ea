import { serverAddress } from "@/lib/simulator/places";
import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "stale-authorized-network",
  title: "The office's DSL line got another address over night, and the list still has the old one.",
  base: "regional-private",
  overlay: {
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          cidrBlocks: [
            { displayName: "company vpn", cidrBlock: "185.44.108.30/32" },
            { displayName: "office DSL, dynamic", cidrBlock: "81.92.214.90/32" },
            { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
          ],
        },
      },
    },
  },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "stale-authorized-network" },
};
