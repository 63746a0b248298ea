import { serverAddress } from "@/lib/simulator/places";
import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "caller-not-authorized",
  title: "A developer in the office wants in, and only the company VPN is an authorized network.",
  base: "regional-private",
  overlay: {
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          cidrBlocks: [
            { displayName: "company vpn", cidrBlock: "185.44.108.30/32" },
            { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
          ],
        },
      },
    },
  },
  place: "office",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "caller-not-authorized" },
};
