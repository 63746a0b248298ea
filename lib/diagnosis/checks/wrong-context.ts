import { formatClusterName, formatContextName, parseContextName } from "@/lib/core/cluster-name";
import { endpointNamed, hostOf } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { isLocalTunnel } from "@/lib/diagnosis/facts/derive/local-tunnel";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 2. The context's own name, `gke_P_L_C`, must not name another cluster with another server. */
export const wrongContext = defineCheck({
  meta: {
    id: "wrong-context",
    hop: "kubeconfig",
    title: "The context is this cluster's",
    failureTitle: "Your current context belongs to another cluster",
    why: "kubectl sends every command to the cluster of the current context, whichever cluster you have in mind.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl",
    dependsOn: ["no-kubeconfig-context"],
  },
  needs: ["request", "kubeconfig"],
  wants: ["cluster"],

  run({ request, kubeconfig }, { cluster }) {
    if (!kubeconfig.given) return { status: "not-applicable", summary: "No kubeconfig was given." };
    const { context, server } = kubeconfig.summary;
    if (context === null || server === null) {
      return { status: "not-applicable", summary: "The kubeconfig that was given has no context with a server." };
    }
    const named = parseContextName(context);
    if (named === undefined) {
      return { status: "not-applicable", summary: `The name of the context ${context} does not tell a cluster.` };
    }

    const contextEvidence: Evidence = {
      fact: "kubeconfig",
      label: "Context",
      observed: context,
      field: "current-context",
    };
    if (formatClusterName(named) === formatClusterName(request.cluster)) {
      return { status: "pass", summary: `The context ${context} is this cluster's.`, evidence: [contextEvidence] };
    }

    if (cluster === undefined) return { status: "waiting" };
    if (cluster.state === "unknown") {
      return {
        status: "unknown",
        summary: `The context names ${formatClusterName(named)}; whether its server is this cluster's could not be read.`,
        missing: [{ fact: "cluster", reason: cluster.reason, detail: cluster.detail }],
      };
    }
    const serverEvidence: Evidence = {
      fact: "kubeconfig",
      label: "Server",
      observed: server,
      field: "clusters[].cluster.server",
    };
    const own = endpointNamed(cluster.value, server);
    // Private addresses are not unique: two clusters of different networks may have the same one.
    const shared = own === "private" && kubeconfig.summary.caSha256 !== cluster.value.caSha256;
    if (!shared && (own !== undefined || hostOf(server) === cluster.value.endpoints.retiredPublicAddress)) {
      return {
        status: "pass",
        summary: `The context has the name of ${formatClusterName(named)}, but its server is this cluster's.`,
        evidence: [contextEvidence, serverEvidence],
      };
    }

    const remedies: RemedyRef[] = [{ id: "use-context", params: { context: formatContextName(request.cluster) } }];
    const endpoint = usableEndpoint(cluster.value, request.endpoint);
    if (endpoint) remedies.push({ id: "get-credentials", params: { endpoint } });
    const expected: Evidence = {
      fact: "request",
      label: "The cluster in question",
      observed: formatClusterName(request.cluster),
    };
    return {
      status: "fail",
      summary: `The context is for the cluster ${named.cluster} in ${named.location} (${named.project}), not for ${request.cluster.cluster} in ${request.cluster.location} (${request.cluster.project}).`,
      evidence: [contextEvidence, serverEvidence, expected],
      remedies,
      ...(shared || isLocalTunnel(server) ? ({ certainty: "likely" } as const) : {}),
    };
  },
});
