import { formatContextName } from "@/lib/core/cluster-name";
import { command } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { getCredentialsCommand } from "./get-credentials-command";

const localPort = 8443;

/** Instructions to come from inside the private endpoint's network: a VPN, or a VM and a tunnel through IAP. */
export const usePrivateNetwork = defineRemedy({
  id: "use-private-network",
  risk: "none",
  needs: ["cluster"],

  plan({ cluster }) {
    const { name, network, connectivity, endpoints, authorizedNetworks } = cluster;
    const { address, globalAccess } = endpoints.private;
    if (address === null) {
      return {
        refused:
          "This cluster has no private endpoint (ipEndpointsConfig.privateEndpoint): there is nothing to reach from inside.",
      };
    }
    const region = name.location.replace(/-[a-z]$/, "");
    const tunnel = [
      ...["gcloud", "compute", "ssh", "BASTION", "--project", name.project, "--zone", "ZONE", "--tunnel-through-iap"],
      ...["--", "-N", "-L", `${localPort}:${address}:443`],
    ];
    const pointAtTunnel = [
      ...["kubectl", "config", "set-cluster", formatContextName(name)],
      `--server=https://127.0.0.1:${localPort}`,
      "--tls-server-name=kubernetes.default",
    ];
    return {
      title: `Reach ${address} from inside its network`,
      steps: [
        {
          summary: `With a VPN or Interconnect into ${network}: connect it, and check that ${address} is routed to it.`,
          request: null,
        },
        {
          summary: `Without one: take a VM in ${network}, and let IAP reach its SSH port (tcp:22 from 35.235.240.0/20).`,
          request: null,
        },
        { summary: "Get a kubeconfig for the private endpoint.", request: null },
        {
          summary: `Open the tunnel through the VM and leave it running: port ${localPort} of your machine leads to ${address}.`,
          request: null,
        },
        { summary: "Point the kubeconfig at the tunnel, with the name that the certificate has.", request: null },
      ],
      changes: [],
      permissions: ["container.clusters.get", "compute.instances.get", "iap.tunnelInstances.accessViaIAP"],
      commands: {
        gcloud: `${getCredentialsCommand(name, "private")}\n${command(tunnel)}`,
        kubectl: command(pointAtTunnel),
        terraform: null,
      },
      undo: "Run get-credentials again: it writes the cluster's entry anew.",
      warnings: [
        "BASTION and ZONE are placeholders for a VM of yours.",
        "Cloud Shell is not in your network: --internal-ip alone never works there.",
        ...(globalAccess ? [] : [`Global access is off: the VM or the VPN must be in ${region}.`]),
        ...(connectivity === "vpc-peering"
          ? [
              "The control plane is joined by VPC peering: from another peered network it cannot be reached, from a VPN only with exported custom routes.",
            ]
          : []),
        ...(authorizedNetworks.enabled && authorizedNetworks.privateEndpointEnforcement
          ? ["The list guards the private endpoint too: the VM must be in the cluster's own subnet, or be listed."]
          : []),
      ],
      files: [],
    };
  },
});
