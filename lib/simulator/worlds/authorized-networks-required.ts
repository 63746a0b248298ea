import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "authorized-networks-required",
  title: "An engineer on a VM in the VPC tries to switch authorized networks off on a private-only cluster.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: false } } },
  place: "vm-in-vpc",
  request: {
    vantage: "browser",
    endpoint: "private",
    kubeconfig: { endpoint: "private" },
    errorText:
      "ERROR: (gcloud.container.clusters.update) INVALID_ARGUMENT: Master authorized networks must be enabled if private endpoint is enabled.\n",
  },
  expected: { verdict: "blocked", cause: "authorized-networks-required" },
};
