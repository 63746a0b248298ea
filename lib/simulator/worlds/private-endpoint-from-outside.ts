import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "private-endpoint-from-outside",
  title: "Only the private endpoint is on, and the developer sits in the office, outside the VPC.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: false } } },
  place: "office",
  request: {
    vantage: "browser",
    errorText: "Unable to connect to the server: dial tcp {private}:443: i/o timeout\n",
  },
  expected: { verdict: "blocked", cause: "private-endpoint-from-outside" },
};
