import { formatContextName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { endpointHost, endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { EndpointKind } from "@/lib/diagnosis/facts/schema";
import type { FieldChange } from "@/lib/engine/plan";
import { writeKubeconfig } from "@/lib/kubernetes/kubeconfig/write";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { getCredentialsCommand } from "./get-credentials-command";

const warningOf: Readonly<Record<EndpointKind, string>> = {
  public: "The public endpoint lets in the authorized networks only: your address must be in one of them.",
  private: "The private endpoint can be reached only from the cluster's VPC and from networks that are routed into it.",
  dns: "The DNS endpoint takes the IAM permission container.clusters.connect, wherever you are.",
};

/** A kubeconfig for one endpoint, as a file and as the gcloud command that writes it. Refuses an endpoint that cannot work. */
export const getCredentials = defineRemedy({
  id: "get-credentials",
  risk: "none",
  needs: ["cluster", "kubeconfig"],

  plan({ cluster, kubeconfig }, { endpoint }) {
    const refused = refusal(cluster, endpoint);
    if (refused !== undefined) return { refused };
    const host = endpointHost(cluster, endpoint) ?? "";
    const { name } = cluster;
    const context = formatContextName(name);
    const ca = endpoint === "dns" ? null : cluster.caCertificate;
    const file = `kubeconfig-${name.cluster}.yaml`;
    const before = kubeconfig.given ? kubeconfig.summary : undefined;
    const previous = before?.context ?? null;

    const changes: readonly FieldChange[] = [
      { field: "clusters[].cluster.server", before: before?.server ?? null, after: `https://${host}` },
      {
        field: "clusters[].cluster.certificate-authority-data",
        before: before?.caSha256 ? `SHA-256 ${before.caSha256}` : null,
        after: ca === null ? null : `the cluster's CA${cluster.caSha256 ? `, SHA-256 ${cluster.caSha256}` : ""}`,
      },
      { field: "current-context", before: previous, after: context },
    ];

    return {
      title: `Get a kubeconfig for the ${endpointTitles[endpoint]} ${host}`,
      steps: [
        { summary: "Run the gcloud command, which adds the entry to your kubeconfig.", request: null },
        { summary: `Or save the file and use it: export KUBECONFIG="$PWD"/${shellQuote(file)}`, request: null },
        { summary: "Try it: kubectl get namespaces --request-timeout=5s", request: null },
      ],
      changes,
      permissions: ["container.clusters.get", ...(endpoint === "dns" ? ["container.clusters.connect"] : [])],
      commands: { gcloud: getCredentialsCommand(name, endpoint), kubectl: null, terraform: null },
      undo:
        previous !== null && previous !== context
          ? `Go back to the context that you had: ${command(["kubectl", "config", "use-context", previous])}`
          : "Your other contexts stay as they are; restore a copy of the file to go back.",
      warnings: [
        "gcloud makes this the current context, and writes a new file when it cannot read the one that is there: keep a copy.",
        warningOf[endpoint],
      ],
      files: [
        {
          name: file,
          mediaType: "application/yaml",
          content: writeKubeconfig({ name, server: host, ...(ca === null ? {} : { caCertificate: ca }) }),
        },
      ],
    };
  },
});

function refusal(cluster: ClusterView, endpoint: EndpointKind): string | undefined {
  const { endpoints, caCertificate } = cluster;
  const title = endpointTitles[endpoint];
  if (endpoint === "dns") {
    if (!endpoints.dns.allowExternalTraffic)
      return "The DNS endpoint is closed to traffic from outside Google (dnsEndpointConfig.allowExternalTraffic is not true): every request would get 403.";
  } else {
    if (!endpoints.ipEnabled)
      return `The IP endpoints are off (ipEndpointsConfig.enabled is false), so there is no ${title} to connect to.`;
    if (!endpoints[endpoint].enabled)
      return endpoint === "public"
        ? "The public endpoint is off (ipEndpointsConfig.enablePublicEndpoint is false): a kubeconfig for it would only time out."
        : "The cluster has no private endpoint (ipEndpointsConfig.privateEndpoint is empty).";
  }
  if (endpointHost(cluster, endpoint) === null)
    return `Google names no address for the ${title} (the cluster's status is ${cluster.status}).`;
  if (endpoint !== "dns" && caCertificate === null)
    return `Google gave no CA certificate (masterAuth.clusterCaCertificate), and without it the ${title} cannot be trusted.`;
  return undefined;
}
