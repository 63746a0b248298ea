import { whyNotUpdatable } from "@/lib/diagnosis/facts/derive/updatable";
import { defineRemedy } from "./define-remedy";
import {
  endpointPermissions,
  endpointsUpdate,
  updateCommand,
  updateLine,
  updateWarnings,
} from "./endpoints/endpoints-update";
import { getCredentialsCommand } from "./get-credentials-command";

const field = "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic";

/** Lets traffic from outside Google in to the DNS endpoint, where IAM decides and no list has to be kept. */
export const openDnsEndpoint = defineRemedy({
  id: "open-dns-endpoint",
  risk: "widens-access",
  needs: ["cluster"],

  plan({ cluster }) {
    const { dns, ipEnabled } = cluster.endpoints;
    if (dns.host === null)
      return { refused: "Google names no DNS endpoint for this cluster (dnsEndpointConfig.endpoint)." };
    if (dns.allowExternalTraffic) {
      return { refused: `The DNS endpoint ${dns.host} takes traffic from outside already (allowExternalTraffic).` };
    }
    const refused = whyNotUpdatable(cluster);
    if (refused !== undefined) return { refused };

    const credentials = getCredentialsCommand(cluster.name, "dns");
    return {
      title: "Open the DNS endpoint to traffic from outside Google",
      steps: [
        {
          summary: "Allow external traffic to the DNS endpoint.",
          request: endpointsUpdate(cluster, { dnsEndpointConfig: { allowExternalTraffic: true } }),
        },
        { summary: `Get a kubeconfig that names ${dns.host}.`, request: null },
      ],
      changes: [{ field, before: "false", after: "true" }],
      permissions: endpointPermissions,
      commands: {
        gcloud: `${updateCommand(cluster, ["--enable-dns-access"])}\n${credentials}`,
        kubectl: null,
        terraform: terraformBlock(ipEnabled),
      },
      undo: `Close it again: ${updateLine(cluster, ["--no-enable-dns-access"])}`,
      warnings: [
        `Whoever has container.clusters.connect in ${cluster.name.project} can then connect from any network: no authorized network guards the DNS endpoint.`,
        "Kubernetes service-account tokens and client certificates do not work through it unless enableK8sTokensViaDns or enableK8sCertsViaDns is on.",
        ...updateWarnings(cluster),
      ],
      files: [],
    };
  },
});

/** A block without `ip_endpoints_config` would switch the IP endpoints on: the provider's default. */
function terraformBlock(ipEnabled: boolean): string {
  const ip = ipEnabled ? "" : "\n  ip_endpoints_config {\n    enabled = false\n  }\n";
  return `control_plane_endpoints_config {\n  dns_endpoint_config {\n    allow_external_traffic = true\n  }\n${ip}}\n`;
}
