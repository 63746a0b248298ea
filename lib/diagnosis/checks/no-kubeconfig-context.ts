import { formatContextName } from "@/lib/core/cluster-name";
import { errorSays, errorTitle, provesAnswer } from "@/lib/diagnosis/facts/derive/error-says";
import { usableEndpoint } from "@/lib/diagnosis/facts/derive/usable-endpoint";
import type { RemedyRef } from "@/lib/diagnosis/remedies/remedy-ref";
import type { ErrorCause } from "@/lib/kubernetes/explain/causes";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const namesNoServer: readonly ErrorCause[] = [
  "kubeconfig-missing",
  "no-current-context",
  "context-missing",
  "kubeconfig-invalid",
];

/** Catalogue item 1. kubectl must find a kubeconfig whose current context names a cluster. */
export const noKubeconfigContext = defineCheck({
  meta: {
    id: "no-kubeconfig-context",
    hop: "kubeconfig",
    title: "The kubeconfig has a context to use",
    failureTitle: "kubectl has no cluster to connect to",
    why: "Without a readable kubeconfig and a current context, kubectl goes to localhost:8080, where nothing listens.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl",
    dependsOn: [],
  },
  needs: ["request", "kubeconfig", "errorText"],
  wants: ["cluster"],

  run({ request, kubeconfig, errorText }, { cluster }) {
    const summary = kubeconfig.given ? kubeconfig.summary : undefined;
    const said = errorSays(errorText, ...namesNoServer) === "certainly";
    // A part of a file has a server and no context: nothing follows from what was not pasted.
    const empty = summary !== undefined && summary.context === null && summary.server === null;
    if (!said && (!empty || provesAnswer(errorText))) {
      if (summary === undefined) return { status: "not-applicable", summary: "No kubeconfig was given." };
      if (empty) {
        return {
          status: "not-applicable",
          summary: "No context was given, yet the error text shows that kubectl did reach a server.",
        };
      }
      if (summary.context === null || summary.server === null) {
        return { status: "not-applicable", summary: "A part of a kubeconfig was given, and it does not tell." };
      }
      const context: Evidence = {
        fact: "kubeconfig",
        label: "Context",
        observed: summary.context,
        field: "current-context",
      };
      const server: Evidence = {
        fact: "kubeconfig",
        label: "Server",
        observed: summary.server,
        field: "clusters[].cluster.server",
      };
      return {
        status: "pass",
        summary: `The context ${summary.context} names the server ${summary.server}.`,
        evidence: [context, server],
      };
    }

    if (cluster === undefined) return { status: "waiting" };
    const remedies: RemedyRef[] = [];
    if (said && errorSays(errorText, "kubeconfig-invalid") === "certainly") {
      remedies.push({ id: "repair-kubeconfig", params: {} });
    }
    const endpoint = cluster.state === "known" ? usableEndpoint(cluster.value, request.endpoint) : undefined;
    if (endpoint) remedies.push({ id: "get-credentials", params: { endpoint } });
    const own = formatContextName(request.cluster);
    if (errorSays(errorText, "kubeconfig-missing", "kubeconfig-invalid") !== "certainly" && summary?.context !== own) {
      remedies.push({ id: "use-context", params: { context: own } });
    }

    const title = errorTitle(errorText, ...namesNoServer);
    const text: Evidence = { fact: "errorText", label: "Your error text", observed: title };
    const none: Evidence = {
      fact: "kubeconfig",
      label: "Context",
      observed: "none is set",
      field: "current-context",
    };
    if (!said) {
      return {
        status: "fail",
        summary: "The kubeconfig sets no current context.",
        evidence: [none],
        remedies,
        certainty: "likely",
      };
    }
    return {
      status: "fail",
      summary: empty
        ? "The kubeconfig sets no current context, and the error text agrees."
        : `The error text says so: ${title}`,
      evidence: empty ? [text, none] : [text],
      remedies,
    };
  },
});
