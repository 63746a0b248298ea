import { type ClusterName, formatContextName } from "@/lib/core/cluster-name";
import { gcloudScalar } from "./gcloud-scalar";

/** What a kubeconfig for one endpoint of one cluster holds. */
export type KubeconfigContent = {
  readonly name: ClusterName;
  /** Host, `host:port` or URL of the endpoint; `https://` is added to what has no scheme. */
  readonly server: string;
  /** `masterAuth.clusterCaCertificate` as GKE sends it. Leave it out for the DNS endpoint: its certificate is a public one. */
  readonly caCertificate?: string;
  readonly plugin?: { readonly command?: string; readonly args?: readonly string[] };
};

const installHint =
  "Install gke-gcloud-auth-plugin for use with kubectl by following " +
  "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin";

/**
 * The file that `gcloud container clusters get-credentials` (528) writes, byte for byte, when there was none before.
 * The one difference: without a CA, gcloud writes `insecure-skip-tls-verify: true` for an IP endpoint. This never does.
 */
export function writeKubeconfig({ name, server, caCertificate, plugin = {} }: KubeconfigContent): string {
  const entry = inline(formatContextName(name));
  const url = server.includes("://") ? server : `https://${server}`;
  const lines = [
    "apiVersion: v1",
    "clusters:",
    "- cluster:",
    ...(caCertificate ? [line(4, "certificate-authority-data", caCertificate)] : []),
    line(4, "server", url),
    `  name: ${entry}`,
    "contexts:",
    "- context:",
    `    cluster: ${entry}`,
    `    user: ${entry}`,
    `  name: ${entry}`,
    `current-context: ${entry}`,
    "kind: Config",
    "preferences: {}",
    "users:",
    `- name: ${entry}`,
    "  user:",
    "    exec:",
    "      apiVersion: client.authentication.k8s.io/v1beta1",
    ...argumentLines(plugin.args ?? []),
    line(6, "command", plugin.command ?? "gke-gcloud-auth-plugin"),
    line(6, "installHint", installHint),
    "      provideClusterInfo: true",
  ];
  return `${lines.join("\n")}\n`;
}

function line(indent: number, key: string, value: string): string {
  const start = `${" ".repeat(indent)}${key}: `;
  return start + gcloudScalar(value, start.length, indent + 2);
}

function argumentLines(args: readonly string[]): readonly string[] {
  return args.length === 0 ? [] : ["      args:", ...args.map((arg) => `      - ${gcloudScalar(arg, 8, 8)}`)];
}

/** A name: it has no spaces, so it is never folded. */
function inline(name: string): string {
  return gcloudScalar(name, 0, 0);
}
