import { composerNamespace } from "@/lib/workload/airflow/composer-defaults";
import { accountName } from "@/lib/workload/facts/derive/identity";
import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** Pods cannot start under a service account that is not there. */
export const serviceAccountMissing = defineCheck({
  meta: {
    id: "service-account-missing",
    hop: "service-account",
    title: "The Kubernetes service account is there",
    failureTitle: "There is no such Kubernetes service account",
    why: "Kubernetes makes no pod under a service account that does not exist, and there is nothing to annotate.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["namespace-missing"],
  },
  needs: ["request", "serviceAccount"],

  run({ request, serviceAccount }) {
    const label = `Service account ${accountName(request)}`;
    if (serviceAccount.exists) {
      return {
        status: "pass",
        summary: `${accountName(request)} is there.`,
        evidence: [{ fact: "serviceAccount", label, observed: "found" }],
      };
    }
    return {
      status: "fail",
      summary: `The namespace ${request.namespace} has no service account ${request.serviceAccount}.`,
      evidence: [{ fact: "serviceAccount", label, observed: "not found" }],
      // Composer makes its own: what is missing there comes with the environment.
      remedies:
        request.namespace === composerNamespace && request.serviceAccount === "default"
          ? []
          : [{ id: "create-service-account", params: {} }],
    };
  },
});
