import { callerInText } from "@/lib/workload/facts/derive/error-says";
import { accountName } from "@/lib/workload/facts/derive/identity";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import { defineCheck } from "./define-check";
import { textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";

/** Catalogue item 55. The annotation names the Google service account to act as. */
export const annotationMissing = defineCheck({
  meta: {
    id: "annotation-missing",
    hop: "annotation",
    title: "The service account is annotated",
    failureTitle: "The service account is not annotated",
    why: "Without the annotation the metadata server gives the pod its own principal, not the Google service account.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["namespace-missing", "service-account-missing"],
  },
  needs: ["request", "cluster", "serviceAccount", "errorText"],

  run({ request, cluster, serviceAccount, errorText }) {
    if (request.googleServiceAccount === null) {
      return { status: "not-applicable", summary: "The direct principal needs no annotation." };
    }
    const annotation = serviceAccount.exists ? serviceAccount.annotation : null;
    const evidence = { fact: "serviceAccount", label: impersonationAnnotation, field: "metadata.annotations" } as const;
    if (annotation !== null && annotation !== "") {
      return {
        status: "pass",
        summary: `${accountName(request)} names ${annotation}.`,
        evidence: [{ ...evidence, observed: annotation }],
      };
    }
    const asPool = callerInText(errorText, request, cluster)?.whose === "pool";
    return {
      status: "fail",
      summary: `${accountName(request)} has no annotation ${impersonationAnnotation}: it should name ${request.googleServiceAccount}.`,
      evidence: [
        { ...evidence, observed: annotation === "" ? "empty" : "not there" },
        ...(asPool ? textThatSays(errorText, "caller-is-workload-pool") : []),
      ],
      remedies: [{ id: "annotate-service-account", params: {} }],
    };
  },
});
