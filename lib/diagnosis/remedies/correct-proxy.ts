import { formatContextName } from "@/lib/core/cluster-name";
import { endpointHost } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { isUsable } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";
import { defineRemedy } from "./define-remedy";
import { getCredentialsCommand } from "./get-credentials-command";

/** Three ways out of a proxy that fails: do without it, leave the control plane out of it, or the DNS endpoint. */
export const correctProxy = defineRemedy({
  id: "correct-proxy",
  risk: "none",
  needs: ["request", "kubeconfig"],
  wants: ["cluster"],

  plan({ request, kubeconfig }, { proxy }, { cluster }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    const entry = summary?.context ?? formatContextName(request.cluster);
    const proxyUrl = summary?.proxyUrl ?? null;
    const setProxy = (url: string) => ["kubectl", "config", "set-cluster", entry, `--proxy-url=${url}`];
    const direct = (["public", "private"] as const).flatMap((kind) => (cluster && endpointHost(cluster, kind)) ?? []);
    const exception = direct.join(",");
    const dnsOpen = cluster !== undefined && isUsable(cluster, "dns");
    const name = proxy ?? "the proxy";

    const environment = [
      "unset HTTPS_PROXY https_proxy",
      ...(exception ? [`export NO_PROXY="$NO_PROXY,"${shellQuote(exception)}`] : []),
    ];
    return {
      title:
        proxyUrl === null ? `Connect without ${name}, or correct it` : "Remove the kubeconfig's proxy, or correct it",
      steps: [
        ...(proxyUrl === null
          ? [
              { summary: "See whether a proxy is set: env | grep -i _proxy", request: null },
              { summary: "Unset it, or leave only the control plane out of it with NO_PROXY.", request: null },
            ]
          : [
              { summary: `Start ${name} if it is a tunnel of your own that is not running.`, request: null },
              { summary: "Or remove proxy-url from the cluster's entry, or give it the right address.", request: null },
            ]),
        ...(dnsOpen
          ? [{ summary: "Or use the DNS endpoint, which proxies let through like any public web site.", request: null }]
          : []),
      ],
      changes: proxyUrl === null ? [] : [{ field: "clusters[].cluster.proxy-url", before: proxyUrl, after: null }],
      permissions: dnsOpen ? ["container.clusters.get", "container.clusters.connect"] : [],
      commands: {
        gcloud: dnsOpen ? getCredentialsCommand(request.cluster, "dns") : null,
        kubectl: proxyUrl === null ? environment.join("\n") : command(setProxy("")),
        terraform: null,
      },
      undo:
        proxyUrl === null
          ? "Open a new terminal: it has the old settings."
          : `Take it back: ${setProxy(proxyUrl).map(shellQuote).join(" ")}`,
      warnings: [
        "GKE sees the proxy's address, not yours: with a proxy, that address must be in the authorized networks.",
        "Where the proxy is the only way out, ask whoever runs it to let the control plane through, without opening TLS.",
        ...(proxyUrl === null
          ? []
          : ["The command takes the cluster's entry to have the context's name, as get-credentials writes it."]),
      ],
      files: [],
    };
  },
});
