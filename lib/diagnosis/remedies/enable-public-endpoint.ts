import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { authorizedNetworksField, describeEntries, letsEveryoneIn } from "@/lib/diagnosis/facts/derive/admission";
import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import type { FieldChange } from "@/lib/engine/plan";
import { hclString } from "@/lib/kubernetes/hcl-quote";
import { networksConfig } from "./authorized-networks/networks-config";
import { defineRemedy } from "./define-remedy";
import {
  endpointPermissions,
  endpointsUpdate,
  updateCommand,
  updateLine,
  updateWarnings,
} from "./endpoints/endpoints-update";
import { getCredentialsCommand } from "./get-credentials-command";

/** Switches the public endpoint on, and authorized networks with it in the same request: it is never open to everybody. */
export const enablePublicEndpoint = defineRemedy({
  id: "enable-public-endpoint",
  risk: "dangerous",
  needs: ["cluster"],

  plan({ cluster }) {
    const { endpoints, authorizedNetworks: networks, connectivity } = cluster;
    if (endpoints.public.enabled) {
      return {
        refused: `The public endpoint is on already (${endpoints.public.address ?? "without an address yet"}).`,
      };
    }
    if (!endpoints.ipEnabled)
      return { refused: "The IP endpoints are off (ipEndpointsConfig.enabled): use the DNS endpoint." };
    if (letsEveryoneIn(cluster)) {
      return { refused: "The list lets in every address (0.0.0.0/0): the public endpoint would be open to everybody." };
    }
    const refused = whyNotUpdatable(cluster);
    if (refused !== undefined) return { refused };

    const changes: FieldChange[] = [
      { field: "controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint", before: "false", after: "true" },
    ];
    if (!networks.enabled)
      changes.push({ field: `${authorizedNetworksField}.enabled`, before: "false", after: "true" });
    const credentials = getCredentialsCommand(cluster.name, "public");
    const update = gcloudFlags(cluster);
    const listed = networks.entries.length === 0 ? "nobody" : describeEntries(networks.entries, 100);
    return {
      title: "Switch the public endpoint on, guarded by authorized networks",
      steps: [
        {
          summary: "Enable the public endpoint, with authorized networks on and the list as it is.",
          request: endpointsUpdate(cluster, {
            ipEndpointsConfig: {
              enablePublicEndpoint: true,
              authorizedNetworksConfig: networksConfig(networks, networks.entries),
            },
          }),
        },
        { summary: "Let your own network in, if the list does not have it yet.", request: null },
        { summary: "Get a kubeconfig with the public address.", request: null },
      ],
      changes,
      permissions: endpointPermissions,
      commands: {
        gcloud: update && `${updateCommand(cluster, update)}\n${credentials}`,
        kubectl: null,
        terraform: terraformBlock(cluster),
      },
      undo: `Switch it off again, after taking every public network out of the list: ${updateLine(cluster, ["--enable-private-endpoint"])}`,
      warnings: [
        "The control plane gets an address on the internet. Only the list stands before it.",
        `From outside, the list lets in ${listed}.`,
        ...(networks.googleCloudAccess
          ? ["gcpPublicCidrsAccessEnabled is on: every machine of every Google Cloud customer is let in as well."]
          : []),
        ...(networks.entries.some(({ displayName }) => displayName !== "")
          ? ["The gcloud command replaces the list and loses every display name; Drawbridge's own request keeps them."]
          : []),
        ...(connectivity === "vpc-peering"
          ? ["This cluster is joined by VPC peering (peeringName): GKE may refuse to change its endpoints."]
          : []),
        "An organization policy may forbid public endpoints.",
        ...updateWarnings(cluster),
      ],
      files: [],
    };
  },
});

/** Null when an entry holds what gcloud's list, separated by commas, cannot. */
function gcloudFlags({ authorizedNetworks: { entries } }: ClusterView): readonly string[] | null {
  if (entries.some(({ cidrBlock }) => !/^[0-9a-fA-F.:/]+$/.test(cidrBlock))) return null;
  const list = entries.map(({ cidrBlock }) => cidrBlock).join(",");
  return [
    "--no-enable-private-endpoint",
    "--enable-master-authorized-networks",
    ...(list ? ["--master-authorized-networks", list] : []),
  ];
}

/** Terraform refuses host bits: readable entries appear as the network they mean. */
function terraformBlock({ authorizedNetworks, privateNodes }: ClusterView): string {
  const { entries, googleCloudAccess, privateEndpointEnforcement } = authorizedNetworks;
  const blocks = entries.flatMap(({ cidrBlock, network, displayName }) => [
    "  cidr_blocks {",
    `    cidr_block   = ${hclString(network ?? cidrBlock)}`,
    ...(displayName ? [`    display_name = ${hclString(displayName)}`] : []),
    "  }",
  ]);
  return [
    "private_cluster_config {",
    `  enable_private_nodes    = ${privateNodes}`,
    "  enable_private_endpoint = false",
    "}",
    "",
    "master_authorized_networks_config {",
    ...(googleCloudAccess === null ? [] : [`  gcp_public_cidrs_access_enabled = ${googleCloudAccess}`]),
    ...(privateEndpointEnforcement === null
      ? []
      : [`  private_endpoint_enforcement_enabled = ${privateEndpointEnforcement}`]),
    ...blocks,
    "}",
    "",
  ].join("\n");
}
