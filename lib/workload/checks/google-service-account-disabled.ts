import { defineCheck } from "./define-check";
import { learnMore } from "./given/learn-more";

/** Catalogue item 61. IAM gives no tokens of a disabled account. */
export const googleServiceAccountDisabled = defineCheck({
  meta: {
    id: "google-service-account-disabled",
    hop: "google-service-account",
    title: "The Google service account is enabled",
    failureTitle: "The Google service account is disabled",
    why: "IAM gives no token of a disabled account, and refuses those that it gave before.",
    learnMoreUrl: learnMore.disabledAccounts,
    dependsOn: ["google-service-account-missing"],
  },
  needs: ["googleServiceAccount"],

  run({ googleServiceAccount: account }) {
    if (account.outcome !== "found")
      return { status: "not-applicable", summary: "There is no Google service account to look at." };
    const evidence = {
      fact: "googleServiceAccount",
      label: "Disabled",
      observed: account.disabled ? "yes" : "no",
      field: "disabled",
    } as const;
    if (!account.disabled) return { status: "pass", summary: `${account.email} is enabled.`, evidence: [evidence] };
    return {
      status: "fail",
      summary: `${account.email} is disabled.`,
      evidence: [evidence],
      remedies: [{ id: "enable-google-service-account", params: {} }],
    };
  },
});
