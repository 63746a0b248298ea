import { errorDetails, errorSays } from "@/lib/workload/facts/derive/error-says";
import { defineCheck } from "./define-check";
import { textEvidence } from "./given/evidence";
import { learnMore } from "./given/learn-more";

/** Catalogue item 61. The Google service account must exist. A refusal to look at it need not mean that it does not. */
export const googleServiceAccountMissing = defineCheck({
  meta: {
    id: "google-service-account-missing",
    hop: "google-service-account",
    title: "The Google service account exists",
    failureTitle: "The Google service account does not exist",
    why: "There is nobody to act as: IAM answers 404 to every request for a token.",
    learnMoreUrl: learnMore.serviceAccounts,
    dependsOn: [],
  },
  needs: ["request", "errorText"],
  wants: ["googleServiceAccount"],

  run({ request, errorText }, { googleServiceAccount: account }) {
    const wanted = request.googleServiceAccount;
    if (wanted === null)
      return { status: "not-applicable", summary: "The direct principal needs no Google service account." };
    if (account === undefined) return { status: "waiting" };
    const remedies = [{ id: "create-google-service-account", params: {} }] as const;
    const named = errorDetails(errorText).googleServiceAccount;
    const text = errorSays(errorText, "google-service-account-unknown") && (named === undefined || named === wanted);
    if (account.state === "unknown") {
      if (!text) {
        const summary = `Whether ${wanted} exists could not be read: ${account.detail}.`;
        return {
          status: "unknown",
          summary,
          missing: [{ fact: "googleServiceAccount", reason: account.reason, detail: account.detail }],
        };
      }
      return {
        status: "fail",
        summary: `IAM did not find ${named ?? "the account"} when the pod asked for a token.`,
        evidence: [textEvidence("google-service-account-unknown")],
        remedies,
        ...(named === wanted ? {} : { certainty: "likely" }),
      };
    }
    const found = account.value;
    if (found.outcome === "none")
      return { status: "not-applicable", summary: "No Google service account is asked for." };
    if (found.outcome === "found") {
      return {
        status: "pass",
        summary: `${found.email} exists.`,
        evidence: [{ fact: "googleServiceAccount", label: "Unique id", observed: found.uniqueId, field: "uniqueId" }],
      };
    }
    return {
      status: "fail",
      summary: `IAM knows no service account ${wanted}.`,
      evidence: [
        { fact: "googleServiceAccount", label: "IAM's answer", observed: found.message || "not found" },
        ...(text ? [textEvidence("google-service-account-unknown")] : []),
      ],
      remedies,
    };
  },
});
