import { defineRepair } from "./define-repair";
import { readyAccount } from "./google-account-ready";

/** The annotation that names the Google service account; removed where pods are to act as themselves. */
export const annotateServiceAccount = defineRepair({
  id: "annotate-service-account",
  needs: ["serviceAccount", "googleServiceAccount"],
  title: ({ request: { namespace, serviceAccount, googleServiceAccount } }) =>
    googleServiceAccount === null
      ? `Take the annotation off ${namespace}/${serviceAccount}`
      : `Annotate ${namespace}/${serviceAccount} with ${googleServiceAccount}`,
  steps({ serviceAccount: found, googleServiceAccount: account }, { request }) {
    const { namespace, serviceAccount, googleServiceAccount: after } = request;
    if (!found.exists) {
      return { refused: `The service account ${namespace}/${serviceAccount} is missing: create it first.` };
    }
    if (found.annotation === after) {
      return {
        refused: `${namespace}/${serviceAccount} ${after === null ? "has no such annotation" : "is annotated like that"} already.`,
      };
    }
    if (after !== null) {
      const ready = readyAccount(request, account);
      if ("refused" in ready) return ready;
    }
    return [{ kind: "annotate", namespace, serviceAccount, before: found.annotation, after }];
  },
});
