import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

/** Catalogue item 50. Without the API, or without billing, Google refuses every call about the project's clusters. */
export const apiDisabled = defineCheck({
  meta: {
    id: "api-disabled",
    hop: "cluster",
    title: "The Kubernetes Engine API is on",
    failureTitle: "The Kubernetes Engine API is off in the project",
    why: "gcloud and Drawbridge ask this API where the cluster is; while it or billing is off, every call gets 403.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/troubleshooting",
    dependsOn: [],
  },
  needs: ["request", "errorText"],
  wants: ["clusterLookup"],

  run({ request, errorText }, { clusterLookup }) {
    if (clusterLookup === undefined) return { status: "waiting" };
    const { project } = request.cluster;
    const lookup = clusterLookup.state === "known" ? clusterLookup.value : undefined;
    if (lookup?.outcome === "api-disabled" || lookup?.outcome === "billing-disabled") {
      const answer: Evidence = {
        fact: "clusterLookup",
        label: "Google's answer",
        observed: lookup.message || lookup.outcome,
      };
      return {
        status: "fail",
        summary:
          lookup.outcome === "api-disabled"
            ? `Google says that the Kubernetes Engine API is not enabled in ${project}.`
            : `Google says that billing is off in ${project}, and the Kubernetes Engine API with it.`,
        evidence: [answer],
        remedies: [{ id: "enable-kubernetes-api", params: {} }],
      };
    }

    if (errorSays(errorText, "gcloud-api-disabled", "gcloud-billing-disabled") === "certainly") {
      const text: Evidence = {
        fact: "errorText",
        label: "Your error text",
        observed: errorTitle(errorText, "gcloud-api-disabled", "gcloud-billing-disabled"),
      };
      const named = errorText.given ? errorText.details.project : undefined;
      // The API answered Drawbridge for this project: gcloud asked for, or is billed to, another one.
      return lookup === undefined
        ? {
            status: "fail",
            summary: `gcloud was told that the API or billing is off in ${named ?? project}.`,
            evidence: [text],
            remedies: [{ id: "enable-kubernetes-api", params: {} }],
            certainty: "likely",
          }
        : {
            status: "fail",
            summary: `The API is on in ${project}, so your gcloud asked on behalf of another project${named && named !== project ? `, ${named}` : ""}.`,
            evidence: [text],
            remedies: [{ id: "correct-location", params: { cluster: request.cluster } }],
            certainty: "likely",
          };
    }

    if (lookup === undefined) return { status: "not-applicable", summary: "Google did not say whether the API is on." };
    const answer: Evidence = {
      fact: "clusterLookup",
      label: "Google's answer",
      observed: lookup.outcome,
    };
    return { status: "pass", summary: `The Kubernetes Engine API answered for ${project}.`, evidence: [answer] };
  },
});
