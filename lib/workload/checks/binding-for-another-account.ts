import { defineCheck } from "./define-check";
import { bindingOf, memberEvidence, refusedBinding } from "./given/binding";
import { learnMore } from "./given/learn-more";

/** Catalogue item 57. A binding that is right but for one part of its member. */
export const bindingForAnotherAccount = defineCheck({
  meta: {
    id: "binding-for-another-account",
    hop: "binding",
    title: "The binding names this service account",
    failureTitle: "The binding names another service account",
    why: "IAM compares pool, namespace and name of the member letter by letter.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["google-service-account-missing"],
  },
  needs: ["request", "cluster", "policy", "errorText"],

  run(given) {
    const bound = bindingOf(given);
    if ("status" in bound) return bound;
    const { standing, email, member } = bound;
    if (standing.kind !== "another")
      return { status: "not-applicable", summary: `No binding of ${email} misses this service account by one part.` };
    const { part, wanted, found } = standing.difference;
    const refused = refusedBinding(given.errorText);
    return {
      status: "fail",
      title: `The binding names another ${part}`,
      summary: `${email} is bound to the ${part} ${found}, and the pod's is ${wanted}.`,
      evidence: [
        memberEvidence("Member", standing.member),
        memberEvidence("It has to be", member),
        ...refused.evidence,
      ],
      remedies: [{ id: "add-binding", params: {} }],
      ...refused.certainty,
    };
  },
});
