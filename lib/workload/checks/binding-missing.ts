import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { poolOf } from "@/lib/workload/facts/derive/identity";
import { addedAt, ownRecentBindings, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import { defineCheck } from "./define-check";
import { bindingOf, memberEvidence } from "./given/binding";
import { proofEvidence, textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** Catalogue item 56. The account's policy must let the Kubernetes service account act as it. */
export const bindingMissing = defineCheck({
  meta: {
    id: "binding-missing",
    hop: "binding",
    title: "The pod may act as the Google service account",
    failureTitle: "The pod may not act as the Google service account",
    why: "IAM gives a token of the account only to members of its policy, and this Kubernetes service account is none.",
    learnMoreUrl: learnMore.workloadIdentity,
    dependsOn: ["google-service-account-missing"],
  },
  needs: ["request", "cluster", "policy", "errorText"],
  wants: ["proof", "recentBindings"],

  run({ request, cluster, policy, errorText }, { proof, recentBindings }) {
    const bound = bindingOf({ request, cluster, policy });
    if ("status" in bound) return bound;
    const { standing, member, email } = bound;
    if (standing.kind === "granted") {
      const observed = `${standing.member}, by ${standing.role}`;
      return {
        status: "pass",
        summary: `The policy of ${email} holds ${standing.member}.`,
        evidence: [memberEvidence("Member", observed)],
      };
    }
    if (standing.kind === "custom-role") {
      const summary = `${member} has ${standing.role} on ${email}; whether that role holds iam.serviceAccounts.getAccessToken is not known.`;
      const detail = `the permissions of ${standing.role}`;
      return { status: "unknown", summary, missing: [{ fact: "policy", reason: "not-observable", detail }] };
    }
    if (standing.kind !== "none")
      return { status: "not-applicable", summary: "There is a binding; another check says what is wrong with it." };
    if (recentBindings === undefined || proof === undefined) return { status: "waiting" };
    if (addedAt(ownRecentBindings(recentBindings, request, poolOf(request, cluster))) !== undefined) {
      const summary = `Drawbridge added ${member} within the last seven minutes, and the policy of ${email} does not show it.`;
      return {
        status: "unknown",
        summary,
        missing: [{ fact: "policy", reason: "unavailable", detail: "the policy as it is now" }],
      };
    }
    const seen = proofStanding(proof, request, cluster, []);
    const refused: readonly Evidence[] =
      seen.kind === "refused" && seen.proof.tokenStatus === 403 ? [proofEvidence(seen.proof)] : [];
    const others = standing.others.slice(0, 5).join(", ") || "none of a Kubernetes service account";
    return {
      status: "fail",
      summary: `The policy of ${email} does not hold ${member}.`,
      evidence: [
        memberEvidence("Members", others),
        memberEvidence("It has to hold", member),
        ...textThatSays(errorText, "token-denied"),
        ...refused,
      ],
      remedies: [{ id: "add-binding", params: {} }],
      // A role of the project or above it would do as well: only a refusal makes it certain.
      ...(errorSays(errorText, "token-denied") || refused.length > 0 ? {} : { certainty: "likely" }),
    };
  },
});
