import { serverAddress } from "@/lib/simulator/places";
import type { World } from "@/lib/simulator/world";

const branches = Array.from({ length: 49 }, (_, index) => ({
  displayName: `branch ${index + 1}`,
  cidrBlock: `185.120.${index}.0/24`,
}));

export const world: World = {
  name: "authorized-networks-full",
  title: "Every branch has an entry of its own, the list is at GKE's limit, and the new office does not fit in.",
  base: "regional-public",
  overlay: {
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          cidrBlocks: [...branches, { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` }],
        },
      },
    },
  },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "authorized-networks-full" },
};
