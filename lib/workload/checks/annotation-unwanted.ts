import { accountName } from "@/lib/workload/facts/derive/identity";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** An annotated service account acts as the Google one, so that roles of its own principal are of no use. */
export const annotationUnwanted = defineCheck({
  meta: {
    id: "annotation-unwanted",
    hop: "annotation",
    title: "No annotation turns the pod into another account",
    failureTitle: "An annotation turns the pod into another account",
    why: "With the annotation the pod acts as a Google service account: roles that its own principal has do not count.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: [],
  },
  needs: ["request", "serviceAccount"],

  run({ request, serviceAccount }) {
    if (request.googleServiceAccount !== null) {
      return { status: "not-applicable", summary: "The annotation is what makes the pod act as the wanted account." };
    }
    const annotation = serviceAccount.exists ? serviceAccount.annotation : null;
    const evidence = { fact: "serviceAccount", label: impersonationAnnotation, field: "metadata.annotations" } as const;
    if (annotation === null || annotation === "") {
      return {
        status: "pass",
        summary: `${accountName(request)} is not annotated.`,
        evidence: [{ ...evidence, observed: "not there" }],
      };
    }
    return {
      status: "fail",
      summary: `${accountName(request)} is annotated with ${annotation}: its pods act as that account, not as their own principal.`,
      evidence: [{ ...evidence, observed: annotation }],
      remedies: [{ id: "annotate-service-account", params: {} }],
    };
  },
});
