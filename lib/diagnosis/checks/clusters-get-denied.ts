import { errorSays, errorTitle } from "@/lib/diagnosis/facts/derive/error-says";
import { defineCheck } from "./define-check";
import type { Evidence } from "./outcome";

const permission = "container.clusters.get";

/**
 * Catalogue item 46. The person needs `container.clusters.get` to get a kubeconfig.
 * Only the person's own error text tells; that Drawbridge lacks the permission itself makes facts unknown, not this fail.
 */
export const clustersGetDenied = defineCheck({
  meta: {
    id: "clusters-get-denied",
    hop: "cluster",
    title: "You may read the cluster's description",
    failureTitle: "You may not read the cluster's description",
    why: "get-credentials reads the address and the CA from Google, which takes the IAM permission container.clusters.get.",
    learnMoreUrl: "https://cloud.google.com/kubernetes-engine/docs/how-to/iam",
    dependsOn: ["wrong-location", "api-disabled"],
  },
  needs: ["request", "errorText"],

  run({ request, errorText }) {
    if (errorSays(errorText, "gcloud-permission-denied") !== "certainly" || !errorText.given) {
      return { status: "not-applicable", summary: "No error text says that Google refused you a permission." };
    }
    if (errorText.details.permission !== permission) {
      return {
        status: "not-applicable",
        summary: `The error text does not name ${permission}, but ${errorText.details.permission ?? "no permission"}.`,
      };
    }
    const text: Evidence = {
      fact: "errorText",
      label: "Your error text",
      observed: errorTitle(errorText, "gcloud-permission-denied"),
    };
    const missing: Evidence = { fact: "errorText", label: "Missing permission", observed: permission };
    return {
      status: "fail",
      summary: `Google refused you ${permission} on ${request.cluster.cluster} in ${errorText.details.project ?? request.cluster.project}.`,
      evidence: [missing, text],
      remedies: [{ id: "grant-role", params: { role: "roles/container.clusterViewer", permission } }],
    };
  },
});
