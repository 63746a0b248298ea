import { composerNamespace } from "@/lib/workload/airflow/composer-defaults";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** The namespace must be there before anything in it. */
export const namespaceMissing = defineCheck({
  meta: {
    id: "namespace-missing",
    hop: "namespace",
    title: "The namespace is there",
    failureTitle: "There is no such namespace",
    why: "The pod, its service account and its name in IAM are all in the namespace.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: [],
  },
  needs: ["request", "namespace"],

  run({ request, namespace }) {
    const label = `Namespace ${request.namespace}`;
    if (!namespace.exists) {
      return {
        status: "fail",
        summary: `The cluster has no namespace ${request.namespace}.`,
        evidence: [{ fact: "namespace", label, observed: "not found" }],
        // Composer makes its own: what is missing there comes with the environment.
        remedies: request.namespace === composerNamespace ? [] : [{ id: "create-namespace", params: {} }],
      };
    }
    const evidence = { fact: "namespace", label, observed: namespace.phase || "there", field: "status.phase" } as const;
    if (namespace.phase === "Terminating") {
      return {
        status: "fail",
        title: "The namespace is being deleted",
        summary: `${request.namespace} is Terminating: nothing new can be made in it.`,
        evidence: [evidence],
        remedies: [],
      };
    }
    return { status: "pass", summary: `${request.namespace} is there.`, evidence: [evidence] };
  },
});
