import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import { defineRemedy } from "./define-remedy";
import {
  endpointPermissions,
  endpointsUpdate,
  updateCommand,
  updateLine,
  updateWarnings,
} from "./endpoints/endpoints-update";

/** Lets every region of the network reach the private endpoint: off, only the cluster's own region does. */
export const enableGlobalAccess = defineRemedy({
  id: "enable-global-access",
  risk: "widens-access",
  needs: ["cluster"],

  plan({ cluster }) {
    const { name, endpoints, privateNodes } = cluster;
    const { address, globalAccess } = endpoints.private;
    const region = name.location.replace(/-[a-z]$/, "");
    if (address === null) {
      return { refused: "This cluster has no private endpoint (ipEndpointsConfig.privateEndpoint)." };
    }
    if (globalAccess) return { refused: `Every region reaches ${address} already (ipEndpointsConfig.globalAccess).` };
    const refused = whyNotUpdatable(cluster);
    if (refused !== undefined) return { refused };

    return {
      title: "Open the private endpoint to every region of its network",
      steps: [
        {
          summary: `Let VMs, VPNs and Interconnects outside ${region} reach ${address}.`,
          request: endpointsUpdate(cluster, { ipEndpointsConfig: { globalAccess: true } }),
        },
      ],
      changes: [
        { field: "controlPlaneEndpointsConfig.ipEndpointsConfig.globalAccess", before: "false", after: "true" },
      ],
      permissions: endpointPermissions,
      commands: {
        gcloud: updateCommand(cluster, ["--enable-master-global-access"]),
        kubectl: null,
        terraform: terraformBlock(privateNodes, !endpoints.public.enabled),
      },
      undo: `Keep other regions out again: ${updateLine(cluster, ["--no-enable-master-global-access"])}`,
      warnings: [
        `It helps only if your VM, VPN or Interconnect is in another region than ${region}: Google does not tell which.`,
        `Every region of the network reaches ${address} from then on, and whatever is routed to it.`,
        ...updateWarnings(cluster),
      ],
      files: [],
    };
  },
});

function terraformBlock(privateNodes: boolean, privateOnly: boolean): string {
  return [
    "private_cluster_config {",
    `  enable_private_nodes    = ${privateNodes}`,
    `  enable_private_endpoint = ${privateOnly}`,
    "",
    "  master_global_access_config {",
    "    enabled = true",
    "  }",
    "}",
    "",
  ].join("\n");
}
