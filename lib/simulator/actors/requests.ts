import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedRequest } from "@/lib/simulator/http/exchange";
import type { Identity } from "@/lib/simulator/identity/identities";
import { objectAt, without } from "@/lib/simulator/json/merge-patch";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import { authorizedNetworksConfig } from "@/lib/simulator/updates/endpoints-state";
import type { JsonObject } from "@/lib/simulator/world";

const agents = {
  console: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0,gzip(gfe)",
  gcloud:
    "google-cloud-sdk gcloud/528.0.0 command/gcloud.container.clusters.update invocation-id/7f3c9a environment/None python/3.12.10 term/xterm-256color (Linux 6.8.0)",
  terraform:
    "google-api-go-client/0.5 Terraform/1.9.5 (+https://www.terraform.io) Terraform-Plugin-SDK/2.33.0 terraform-provider-google/6.12.0",
} as const;

/** What a person uses: the console sends names and flags along, gcloud sends the addresses and nothing else. */
export type Tool = "console" | "gcloud";

/** A person's update, without an etag, as the real tools send it. */
export function humanRequest(
  cluster: SimulatedCluster,
  identity: Identity,
  tool: Tool,
  list: readonly CidrBlock[],
): SimulatedRequest {
  const present = authorizedNetworksConfig(cluster.resource);
  const networks: JsonObject =
    tool === "console"
      ? { ...present, enabled: present.enabled === true, cidrBlocks: list }
      : { enabled: true, cidrBlocks: list.map(({ cidrBlock }) => ({ cidrBlock })) };
  return updateRequest(cluster, identity, agents[tool], { ipEndpointsConfig: { authorizedNetworksConfig: networks } });
}

/** Terraform's update: the whole endpoints block as its state knows it, with its own list, without an etag. */
export function terraformRequest(
  cluster: SimulatedCluster,
  identity: Identity,
  list: readonly CidrBlock[],
): SimulatedRequest {
  const endpoints = objectAt(cluster.resource, "controlPlaneEndpointsConfig");
  const ip = without(objectAt(endpoints, "ipEndpointsConfig"), "publicEndpoint", "privateEndpoint");
  const networks = { ...objectAt(ip, "authorizedNetworksConfig"), enabled: true, cidrBlocks: list };
  return updateRequest(cluster, identity, agents.terraform, {
    dnsEndpointConfig: without(objectAt(endpoints, "dnsEndpointConfig"), "endpoint"),
    ipEndpointsConfig: { ...ip, authorizedNetworksConfig: networks },
  });
}

function updateRequest(
  cluster: SimulatedCluster,
  { token }: Identity,
  agent: string,
  desiredControlPlaneEndpointsConfig: JsonObject,
): SimulatedRequest {
  return {
    method: "PUT",
    path: `/v1/${cluster.key}`,
    query: new URLSearchParams(),
    headers: { authorization: `Bearer ${token}`, "user-agent": agent, "content-type": "application/json" },
    body: JSON.stringify({ name: cluster.key, update: { desiredControlPlaneEndpointsConfig } }),
  };
}
