import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "authorized-network-not-reserved",
  title: "An engineer on a VM in the VPC tries to list the office's public address on a private-only cluster.",
  base: "regional-private",
  overlay: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: false } } },
  place: "vm-in-vpc",
  request: {
    vantage: "browser",
    endpoint: "private",
    kubeconfig: { endpoint: "private" },
    errorText:
      'ERROR: (gcloud.container.clusters.update) INVALID_ARGUMENT: Invalid value for "cluster.master_authorized_networks_config.cidr_blocks.cidr_block": CIDR range "81.92.200.7/32" is not a reserved network, which is required for private endpoints.\n',
  },
  expected: { verdict: "blocked", cause: "authorized-network-not-reserved" },
};
