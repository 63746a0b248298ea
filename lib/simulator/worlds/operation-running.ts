import { serverAddress } from "@/lib/simulator/places";
import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "operation-running",
  title: "A developer in the office adds the office's address while an upgrade of the nodes holds the cluster.",
  base: "regional-private",
  overlay: {
    status: "RECONCILING",
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
  request: {
    vantage: "browser",
    errorText: `ERROR: (gcloud.container.clusters.update) FAILED_PRECONDITION: Cluster is running incompatible operation {operation}.
- '@type': type.googleapis.com/google.rpc.ErrorInfo
  domain: container.googleapis.com
  reason: CLUSTER_ALREADY_HAS_OPERATION
`,
  },
  google: {
    operations: [{ operationType: "UPGRADE_NODES", status: "RUNNING", startTime: "{now-40m}" }],
  },
  expected: { verdict: "blocked", cause: "operation-running" },
};
