import { defineCheck } from "./define-check";
import { bindingOf, memberEvidence, refusedBinding } from "./given/binding";
import { learnMore } from "./given/learn-more";

/** Catalogue item 61. What was bound before a deletion is not bound again by making the same name anew. */
export const bindingOfDeletedAccount = defineCheck({
  meta: {
    id: "binding-of-deleted-account",
    hop: "binding",
    title: "The binding is not of something deleted",
    failureTitle: "The binding is of a deleted principal",
    why: "IAM keeps a binding of a deleted principal with its number. A new one of the same name does not inherit it.",
    learnMoreUrl: learnMore.deletedAccounts,
    dependsOn: ["google-service-account-missing"],
  },
  needs: ["request", "cluster", "policy", "errorText"],

  run(given) {
    const bound = bindingOf(given);
    if ("status" in bound) return bound;
    const { standing, email } = bound;
    if (standing.kind !== "deleted")
      return { status: "not-applicable", summary: `No binding of ${email} is of a deleted principal of this name.` };
    const refused = refusedBinding(given.errorText);
    return {
      status: "fail",
      summary: `The policy of ${email} holds ${standing.member}: the one that was deleted.`,
      evidence: [memberEvidence("Member", standing.member), ...refused.evidence],
      remedies: [{ id: "add-binding", params: {} }],
      ...refused.certainty,
    };
  },
});
