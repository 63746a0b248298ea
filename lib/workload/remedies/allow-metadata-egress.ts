import { stringify } from "yaml";
import { command } from "@/lib/kubernetes/shell-quote";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { defineRemedy } from "./define-remedy";

/** One more network policy beside the one that is in the way: what any of them allows is allowed. */
export const allowMetadataEgress = defineRemedy({
  id: "allow-metadata-egress",
  risk: "widens-access",
  needs: ["request", "networkPolicies"],
  plan({ request: { namespace }, networkPolicies: { policies } }, { policy }) {
    const found = policies.find(({ name }) => name === policy);
    if (!found) return { refused: `${namespace} has no network policy ${policy}.` };
    const name = "allow-gke-metadata-server";
    const file = `${name}.yaml`;
    const undo = command(["kubectl", "delete", "networkpolicy", name, `--namespace=${namespace}`]);
    return {
      title: `Let the pods of ${policy} reach GKE's metadata server`,
      steps: [
        {
          summary: `Create the network policy ${name}, which lets the same pods out to the metadata server, and nothing else.`,
          request: {
            method: "POST",
            path: `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
            body: manifestOf(name, namespace, found.podSelector),
          },
        },
      ],
      changes: [{ field: `NetworkPolicy ${namespace}/${name}`, before: null, after: "exists" }],
      permissions: ["container.networkPolicies.create"],
      commands: { gcloud: null, kubectl: command(["kubectl", "apply", "-f", file]), terraform: null },
      undo: `Delete it: ${undo}`,
      warnings: [
        "Where Helm or GitOps manages the namespace's policies, add it there.",
        "The second address is where GKE's metadata server listens on the nodes of Standard clusters; older versions use 127.0.0.1:988.",
      ],
      files: [
        {
          name: file,
          mediaType: "application/yaml",
          content: stringify(manifestOf(name, namespace, found.podSelector)),
        },
      ],
    };
  },
});

type Selector = WorkloadFactValues["networkPolicies"]["policies"][number]["podSelector"];

function manifestOf(name: string, namespace: string, { matchLabels, matchExpressions }: Selector) {
  const out = (cidr: string, port: number) => ({ to: [{ ipBlock: { cidr } }], ports: [{ protocol: "TCP", port }] });
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: {
        ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
        ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
      },
      policyTypes: ["Egress"],
      egress: [out("169.254.169.254/32", 80), out("169.254.169.252/32", 988)],
    },
  };
}
