import { officeNetwork, serverAddress } from "@/lib/simulator/places";
import type { JsonObject, World } from "@/lib/simulator/world";

const whole = [
  { displayName: "office", cidrBlock: officeNetwork },
  { displayName: "company vpn", cidrBlock: "185.44.108.30/32" },
  { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
  { displayName: "ci runners", cidrBlock: "51.159.24.0/28" },
];
const onlyBob = [{ cidrBlock: "188.99.17.203/32" }];

export const world: World = {
  name: "authorized-networks-overwritten",
  title: "A colleague added his own address with gcloud, whose flag replaced the list of the whole company.",
  base: "regional-private",
  overlay: {
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: onlyBob } } },
  },
  place: "office",
  request: { vantage: "browser" },
  google: {
    auditLog: [
      updateCluster("{now-25m}", "bob@corp.example", gcloud("528.0.0"), onlyBob),
      updateCluster("{now-12d}", "ana@corp.example", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0,gzip(gfe)", whole),
    ],
  },
  expected: { verdict: "blocked", cause: "authorized-networks-overwritten" },
};

function gcloud(version: string): string {
  return `google-cloud-sdk gcloud/${version} command/gcloud.container.clusters.update invocation-id/7f3c9a python/3.12.10 term/xterm-256color (Linux 6.8.0),gzip(gfe)`;
}

function updateCluster(
  timestamp: string,
  principalEmail: string,
  callerSuppliedUserAgent: string,
  cidrBlocks: readonly JsonObject[],
): JsonObject {
  const authorizedNetworksConfig = { enabled: true, cidrBlocks };
  return {
    timestamp,
    protoPayload: {
      methodName: "google.container.v1.ClusterManager.UpdateCluster",
      authenticationInfo: { principalEmail },
      requestMetadata: { callerSuppliedUserAgent },
      request: {
        name: "projects/{project}/locations/{location}/clusters/{name}",
        update: { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig } } },
      },
    },
  };
}
