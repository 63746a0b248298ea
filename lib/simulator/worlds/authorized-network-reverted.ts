import { officeNetwork, serverAddress } from "@/lib/simulator/places";
import type { JsonObject, World } from "@/lib/simulator/world";

const inCode = [
  { displayName: "company vpn", cidrBlock: "185.44.108.30/32" },
  { displayName: "drawbridge", cidrBlock: `${serverAddress}/32` },
];
const terraform = {
  principal: "terraform@{project}.iam.gserviceaccount.com",
  userAgent:
    "google-api-go-client/0.5 Terraform/1.9.5 (+https://www.terraform.io) Terraform-Plugin-SDK/2.33.0 terraform-provider-google/6.12.0,gzip(gfe)",
};
const byHand = {
  principal: "ana@corp.example",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0,gzip(gfe),gzip(gfe)",
};

export const world: World = {
  name: "authorized-network-reverted",
  title: "A colleague let the office in by hand, and the nightly Terraform run took it out again.",
  base: "regional-private",
  overlay: {
    resourceLabels: { "goog-terraform-provisioned": "true" },
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: { cidrBlocks: inCode } } },
  },
  place: "office",
  request: { vantage: "browser" },
  google: {
    auditLog: [
      updateCluster("{now-7h}", terraform, inCode),
      updateCluster("{now-19h}", byHand, [...inCode, { displayName: "office", cidrBlock: officeNetwork }]),
      updateCluster("{now-9d}", terraform, inCode),
    ],
  },
  expected: { verdict: "blocked", cause: "authorized-network-reverted" },
};

function updateCluster(
  timestamp: string,
  { principal, userAgent }: { readonly principal: string; readonly userAgent: string },
  cidrBlocks: readonly JsonObject[],
): JsonObject {
  const authorizedNetworksConfig = { enabled: true, cidrBlocks, gcpPublicCidrsAccessEnabled: false };
  return {
    timestamp,
    protoPayload: {
      methodName: "google.container.v1.ClusterManager.UpdateCluster",
      authenticationInfo: { principalEmail: principal },
      requestMetadata: { callerSuppliedUserAgent: userAgent },
      request: {
        name: "projects/{project}/locations/{location}/clusters/{name}",
        update: { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig } } },
      },
    },
  };
}
