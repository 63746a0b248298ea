import { gkeVersion } from "@/lib/simulator/bases/common";
import { serverAddress } from "@/lib/simulator/places";
import type { JsonObject, World } from "@/lib/simulator/world";

export const world: World = {
  name: "node-range-not-authorized",
  title: "A job in a new node pool, which has a Pod range of its own, does not reach the private endpoint.",
  base: "regional-private",
  overlay: {
    nodePools: [nodePool("default-pool", "10.64.0.0/14", 3), nodePool("batch", "10.96.0.0/16", 1)],
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: {
        authorizedNetworksConfig: {
          cidrBlocks: [
            { displayName: "vpc subnet", cidrBlock: "10.132.0.0/20" },
            { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
          ],
          privateEndpointEnforcementEnabled: true,
        },
      },
    },
  },
  place: "vm-in-vpc",
  request: { vantage: { address: "10.96.3.17" }, endpoint: "private" },
  expected: { verdict: "blocked", cause: "node-range-not-authorized" },
};

function nodePool(name: string, podIpv4CidrBlock: string, initialNodeCount: number): JsonObject {
  return {
    initialNodeCount,
    management: { autoRepair: true, autoUpgrade: true },
    name,
    networkConfig: {
      enablePrivateNodes: true,
      podIpv4CidrBlock,
      podRange: `gke-{name}-${name}`,
      subnetwork: "projects/{project}/regions/{region}/subnetworks/corp-{region}",
    },
    podIpv4CidrSize: 24,
    selfLink: `{selfLink}/nodePools/${name}`,
    status: "RUNNING",
    version: gkeVersion,
  };
}
