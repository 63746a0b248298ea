import { addressScope, parseAddress } from "@/lib/core/address";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { errorHost, foreignHost } from "@/lib/diagnosis/facts/derive/dialled";
import {
  endpointHost,
  endpointNamed,
  endpointTitles,
  hostOf,
  isDnsEndpointHost,
} from "@/lib/diagnosis/facts/derive/endpoint-match";
import { provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { isLocalTunnel } from "@/lib/diagnosis/facts/derive/local-tunnel";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { FactValues } from "@/lib/diagnosis/facts/schema";
import { defineCheck } from "./define-check";
import type { CheckOutcome, Evidence } from "./outcome";

/** Catalogue item 3. The kubeconfig's server must be one of the endpoints that the cluster has now. */
export const staleServerAddress = defineCheck({
  meta: {
    id: "stale-server-address",
    hop: "kubeconfig",
    title: "The kubeconfig's server is an endpoint of this cluster",
    failureTitle: "Your kubeconfig's server is not this cluster's",
    why: "An address is gone when the cluster is rebuilt or its address is rotated, and whatever has it now is not your cluster.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/ip-rotation",
    dependsOn: ["no-kubeconfig-context", "wrong-context", "public-endpoint-disabled", "ip-endpoints-disabled"],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster"],

  run({ request, kubeconfig, errorText }, { cluster: read }) {
    const given = kubeconfig.given ? kubeconfig.summary.server : null;
    const server = given ?? errorHost(errorText);
    if (server === undefined) return { status: "not-applicable", summary: "Nothing that was given names a server." };
    if (read === undefined) return { status: "waiting" };
    if (read.state === "unknown") {
      return {
        status: "unknown",
        summary: "Whether the kubeconfig's server is one of the cluster's endpoints could not be read.",
        missing: [{ fact: "cluster", reason: read.reason, detail: read.detail }],
      };
    }
    const cluster = read.value;
    const host = hostOf(server);
    const serverEvidence: Evidence =
      given === null
        ? { fact: "errorText", label: "Server in your error text", observed: server }
        : { fact: "kubeconfig", label: "Server", observed: server, field: "clusters[].cluster.server" };
    const own = endpointNamed(cluster, server);
    const elsewhere = given !== null && (own !== undefined || isLocalTunnel(given)) && foreignHost(cluster, errorText);
    if (elsewhere) return anotherServer(elsewhere, given, cluster, request.endpoint);
    if (own !== undefined) {
      return {
        status: "pass",
        summary: `${host} is the cluster's ${endpointTitles[own]}.`,
        evidence: [serverEvidence],
      };
    }
    if (isLocalTunnel(server)) {
      return {
        status: "not-applicable",
        summary: `${server} is a tunnel on your machine; where it ends is not known.`,
      };
    }
    if (host === cluster.endpoints.retiredPublicAddress) {
      return { status: "not-applicable", summary: `${host} was the cluster's public endpoint, which is off now.` };
    }
    const address = parseAddress(host);
    if (address === undefined && !isDnsEndpointHost(host)) {
      return {
        status: "not-applicable",
        summary: `${host} is a name of your own network; where it leads is not known.`,
      };
    }
    const relay = address !== undefined && addressScope(address) !== "public";
    if (relay && provesAnswer(errorText)) {
      return { status: "not-applicable", summary: `A Kubernetes API server answered at ${server}: it may be a relay.` };
    }

    const endpoints = endpointsEvidence(cluster);
    const endpoint = usableEndpoint(cluster, request.endpoint);
    return {
      status: "fail",
      summary: `${given === null ? "kubectl" : "The kubeconfig"} connects to ${host}, which is none of this cluster's endpoints.`,
      evidence: [serverEvidence, endpoints],
      remedies: endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [],
      ...(relay ? ({ certainty: "likely" } as const) : {}),
    };
  },
});

/** The kubeconfig that was given is for this cluster, and the error is about another server: kubectl used something else. */
function anotherServer(
  elsewhere: string,
  named: string,
  cluster: ClusterView,
  asked: FactValues["request"]["endpoint"],
): CheckOutcome {
  const text: Evidence = { fact: "errorText", label: "Server in your error text", observed: elsewhere };
  const given: Evidence = {
    fact: "kubeconfig",
    label: "Server",
    observed: named,
    field: "clusters[].cluster.server",
  };
  const endpoint = usableEndpoint(cluster, asked);
  return {
    status: "fail",
    title: "Your error is about another server",
    summary: `Your error names ${elsewhere}, which is none of this cluster's endpoints; the kubeconfig that you gave names ${named}. kubectl used another one.`,
    evidence: [text, given, endpointsEvidence(cluster)],
    remedies: endpoint ? [{ id: "get-credentials", params: { endpoint } }] : [],
    certainty: "likely",
  };
}

function endpointsEvidence(cluster: ClusterView): Evidence {
  const present = (["public", "private", "dns"] as const).flatMap((kind) => {
    const known = endpointHost(cluster, kind);
    return known === null ? [] : [`${endpointTitles[kind]} ${known}`];
  });
  return {
    fact: "cluster",
    label: "Endpoints of the cluster",
    observed: present.join(", ") || "none",
    field: "controlPlaneEndpointsConfig",
  };
}
