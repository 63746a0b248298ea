import { stringify } from "yaml";
import { formatContextName } from "@/lib/core/cluster-name";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { fillText } from "@/lib/simulator/json/placeholders";
import type { WorldKubeconfig } from "@/lib/simulator/world";

/** The certificate authorities a kubeconfig may carry, as base64 of their PEM. */
export type KubeconfigAuthorities = { readonly cluster: string; readonly other: string };

const installHint =
  "Install gke-gcloud-auth-plugin for use with kubectl by following https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin";

/** The person's kubeconfig as YAML: what `gcloud container clusters get-credentials` writes, with the world's differences. */
export function worldKubeconfig(
  cluster: SimulatedCluster,
  wanted: WorldKubeconfig,
  authorities: KubeconfigAuthorities,
): string {
  const context = fillText(wanted.context ?? formatContextName(cluster.name), cluster.placeholders);
  const currentContext = wanted.currentContext === undefined ? context : wanted.currentContext;
  const ca = wanted.ca ?? (wanted.endpoint === "dns" ? "none" : "cluster");
  return stringify({
    apiVersion: "v1",
    clusters: [
      {
        cluster: {
          ...(ca === "none" ? {} : { "certificate-authority-data": authorities[ca] }),
          server: fillText(wanted.server ?? `https://{${wanted.endpoint}}`, cluster.placeholders),
          ...(wanted.proxyUrl ? { "proxy-url": fillText(wanted.proxyUrl, cluster.placeholders) } : {}),
          ...(wanted.tlsServerName ? { "tls-server-name": wanted.tlsServerName } : {}),
        },
        name: context,
      },
    ],
    contexts: [{ context: { cluster: context, user: context }, name: context }],
    ...(currentContext === null ? {} : { "current-context": fillText(currentContext, cluster.placeholders) }),
    kind: "Config",
    preferences: {},
    users: [{ name: context, user: user(wanted.exec ?? "gke-gcloud-auth-plugin") }],
  });
}

function user(command: string): object {
  if (command === "auth-provider") {
    const config = {
      "cmd-args": "config config-helper --format=json",
      "cmd-path": "gcloud",
      "token-key": "{.credential.access_token}",
    };
    return { "auth-provider": { config, name: "gcp" } };
  }
  return {
    exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command, installHint, provideClusterInfo: true },
  };
}
