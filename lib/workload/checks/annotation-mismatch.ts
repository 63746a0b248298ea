import { accountName } from "@/lib/workload/facts/derive/identity";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import { isNearMiss } from "@/lib/workload/facts/derive/near-miss";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** Catalogue item 55. The annotation must name exactly the wanted account. */
export const annotationMismatch = defineCheck({
  meta: {
    id: "annotation-mismatch",
    hop: "annotation",
    title: "The annotation names the wanted account",
    failureTitle: "The annotation names another account",
    why: "The metadata server asks for a token of the account in the annotation, letter by letter.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["namespace-missing", "service-account-missing"],
  },
  needs: ["request", "serviceAccount"],

  run({ request, serviceAccount }) {
    const wanted = request.googleServiceAccount;
    if (wanted === null) return { status: "not-applicable", summary: "The direct principal needs no annotation." };
    const annotation = serviceAccount.exists ? serviceAccount.annotation : null;
    if (annotation === null || annotation === "")
      return { status: "not-applicable", summary: "There is no annotation." };
    const found = {
      fact: "serviceAccount",
      label: impersonationAnnotation,
      observed: annotation,
      field: "metadata.annotations",
    } as const;
    if (annotation === wanted) {
      return { status: "pass", summary: `${accountName(request)} names ${wanted}.`, evidence: [found] };
    }
    const typo = isNearMiss(annotation, wanted) || annotation.trim().toLowerCase() === wanted;
    return {
      status: "fail",
      ...(typo ? { title: "The annotation has a typing error" } : {}),
      summary: `${accountName(request)} names ${annotation}${typo ? ", nearly but not" : ", not"} ${wanted}.`,
      evidence: [found, { fact: "request", label: "Wanted account", observed: wanted }],
      remedies: [{ id: "annotate-service-account", params: {} }],
    };
  },
});
