import { formatContextName } from "@/lib/core/cluster-name";
import { endpointNamed, endpointTitles, isDnsEndpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";

/** A name that the certificate of every Kubernetes API server has. */
const serverName = "kubernetes.default";

/** For tunnels: verify the certificate by a name that it has, and not by the address that is dialled. */
export const setTlsServerName = defineRemedy({
  id: "set-tls-server-name",
  risk: "none",
  needs: ["request", "kubeconfig"],
  wants: ["cluster"],

  plan({ request, kubeconfig }, _, { cluster }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    const server = summary?.server ?? null;
    const own = server === null || !cluster ? undefined : endpointNamed(cluster, server);
    if (own !== undefined) {
      return {
        refused: `The kubeconfig connects to the ${endpointTitles[own]} ${server} itself: no other name is needed.`,
      };
    }
    if (server !== null && isDnsEndpointHost(server)) {
      return { refused: `${server} is a DNS endpoint, whose certificate has that name and no other.` };
    }
    if (summary?.tlsServerName === serverName) {
      return { refused: `tls-server-name is ${serverName} already.` };
    }
    const entry = summary?.context ?? formatContextName(request.cluster);
    const set = (name: string) => ["kubectl", "config", "set-cluster", entry, `--tls-server-name=${name}`];
    return {
      title: `Check the certificate against ${serverName}`,
      steps: [
        { summary: `Set tls-server-name to ${serverName} in the cluster's entry of the kubeconfig.`, request: null },
        { summary: "Try it: kubectl get namespaces --request-timeout=5s", request: null },
      ],
      changes: [
        { field: "clusters[].cluster.tls-server-name", before: summary?.tlsServerName ?? null, after: serverName },
      ],
      permissions: [],
      commands: { gcloud: null, kubectl: command(set(serverName)), terraform: null },
      undo: `Take it back: ${set(summary?.tlsServerName ?? "")
        .map(shellQuote)
        .join(" ")}`,
      warnings: [
        "The command takes the cluster's entry to have the context's name, as get-credentials writes it.",
        "Never use insecure-skip-tls-verify instead: then anybody on the way can read your token.",
      ],
      files: [],
    };
  },
});
