import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "private-endpoint-enforced",
  title: "A person on a VM in another subnet of the VPC meets a private endpoint that the list guards too.",
  base: "regional-private",
  overlay: {
    location: "europe-west4",
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        globalAccess: true,
        authorizedNetworksConfig: { privateEndpointEnforcementEnabled: true },
      },
    },
  },
  place: "vm-in-vpc",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "private-endpoint-enforced" },
};
