import { serverAddress } from "@/lib/simulator/places";
import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "authorized-network-mistyped",
  title: "The office's network was entered with the mask of a single host.",
  base: "regional-private",
  overlay: {
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          cidrBlocks: [
            { displayName: "office", cidrBlock: "81.92.200.0/32" },
            { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
          ],
        },
      },
    },
  },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "authorized-network-mistyped" },
};
