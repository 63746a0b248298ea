import { composerNamespace } from "@/lib/workload/airflow/composer-defaults";
import { accountName } from "@/lib/workload/facts/derive/identity";
import { defineCheck } from "./define-check";
import { wantedAccount } from "./given/evidence";
import { learnMore } from "./given/learn-more";

/** Catalogue item 69. Composer 3 keeps its cluster to itself: one namespace, and no service accounts of one's own. */
export const composer3Namespace = defineCheck({
  meta: {
    id: "composer-3-namespace",
    hop: "environment",
    title: "The pod runs where Composer 3 runs every pod",
    failureTitle: "Composer 3 runs pods in its own namespace only",
    why: "The cluster of Composer 3 is in a project of Google's: nobody can make a namespace or a service account in it.",
    learnMoreUrl: learnMore.operatorInComposer3,
    dependsOn: ["composer-environment-missing"],
  },
  needs: ["request", "environment"],

  run({ request, environment }) {
    if (environment.outcome !== "found" || environment.view.generation !== 3) {
      return { status: "not-applicable", summary: "It is not about Composer 3." };
    }
    const { imageVersion, serviceAccount } = environment.view;
    const image = {
      fact: "environment",
      label: "Image",
      observed: imageVersion,
      field: "config.softwareConfig.imageVersion",
    } as const;
    if (request.namespace !== composerNamespace || request.serviceAccount !== "default") {
      const summary =
        request.namespace === composerNamespace
          ? `Composer 3 has no service account ${accountName(request)}, and nobody can make one there.`
          : `Composer 3 always runs pods in ${composerNamespace}, whatever namespace is passed: ${request.namespace} is ignored.`;
      return {
        status: "fail",
        summary,
        evidence: [image, wantedAccount(request)],
        remedies: [{ id: "use-composer-namespace", params: {} }],
      };
    }
    const wanted = request.googleServiceAccount;
    if (wanted !== null && wanted !== serviceAccount) {
      const summary = `Whether a pod of Composer 3 can act as ${wanted} cannot be seen: its cluster is hidden. Its pods have the environment's own access; that is ${serviceAccount || "an account that Composer does not name"}.`;
      const detail = `as whom pods of Composer 3 act, other than as ${serviceAccount || "the environment's account"}`;
      return { status: "unknown", summary, missing: [{ fact: "environment", reason: "not-observable", detail }] };
    }
    return {
      status: "pass",
      summary: `Composer 3 runs every pod in ${composerNamespace}, in a cluster of Google's own: there is no kubectl, and nothing to bind or annotate.`,
      evidence: [image],
    };
  },
});
