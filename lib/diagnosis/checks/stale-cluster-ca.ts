import { endpointNamed, endpointTitles } from "@/lib/diagnosis/facts/derive/endpoint-match";
import { errorSays, errorTitle, provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Diagnosis matrix 12. The CA in the kubeconfig must be the one that the cluster has now. */
export const staleClusterCa = defineCheck({
  meta: {
    id: "stale-cluster-ca",
    hop: "tls",
    title: "The kubeconfig has the cluster's present CA",
    failureTitle: "Your kubeconfig has an old CA of the cluster",
    why: "A cluster gets another CA when it is rebuilt or its credentials are rotated; kubectl then trusts its server no more.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/credential-rotation",
    dependsOn: ["wrong-context", "stale-server-address"],
  },
  needs: ["kubeconfig", "errorText"],
  wants: ["cluster"],

  run({ kubeconfig, errorText }, { cluster: read }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    if (!summary?.server || summary.caSha256 === null) {
      return { status: "not-applicable", summary: "No CA of a kubeconfig was given." };
    }
    if (read === undefined) return { status: "waiting" };
    if (read.state === "unknown") {
      return {
        status: "unknown",
        summary: "Whether the kubeconfig's CA is still the cluster's could not be read.",
        missing: [{ fact: "cluster", reason: read.reason, detail: read.detail }],
      };
    }
    const cluster = read.value;
    const kind = endpointNamed(cluster, summary.server);
    if (kind === undefined || kind === "dns" || cluster.caSha256 === null) {
      return {
        status: "not-applicable",
        summary: "The server is not an IP endpoint of this cluster with a CA to compare.",
      };
    }
    const given: Evidence = {
      fact: "kubeconfig",
      label: "CA in the kubeconfig (SHA-256)",
      observed: summary.caSha256,
      field: "clusters[].cluster.certificate-authority-data",
    };
    const present: Evidence = {
      fact: "cluster",
      label: "CA of the cluster (SHA-256)",
      observed: cluster.caSha256,
      field: "masterAuth.clusterCaCertificate",
    };
    if (summary.caSha256 === cluster.caSha256) {
      return { status: "pass", summary: "The kubeconfig has the cluster's CA.", evidence: [given, present] };
    }
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "tls-unknown-ca"),
    };
    const agrees = errorSays(errorText, "tls-unknown-ca") === "certainly";
    return {
      status: "fail",
      summary: `The CA in the kubeconfig is not the one that the cluster has now, so its ${endpointTitles[kind]} is not trusted.`,
      evidence: agrees ? [given, present, text] : [given, present],
      remedies: [{ id: "get-credentials", params: { endpoint: kind } }],
      // During a rotation the server may still show a certificate of the old CA.
      ...(agrees ? {} : ({ certainty: "likely" } as const)),
      ...(provesAnswer(errorText) ? ({ severity: "advisory" } as const) : {}),
    };
  },
});
