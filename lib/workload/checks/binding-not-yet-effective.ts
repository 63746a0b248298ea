import { clockTime } from "@/lib/workload/facts/derive/clock-time";
import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { poolOf } from "@/lib/workload/facts/derive/identity";
import { addedAt, effectiveBy, ownRecentBindings, proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import { defineCheck } from "./define-check";
import { bindingOf, memberEvidence } from "./given/binding";
import { proofEvidence, textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** Catalogue item 65. IAM needs minutes to spread a new binding; until then it refuses as if there were none. */
export const bindingNotYetEffective = defineCheck({
  meta: {
    id: "binding-not-yet-effective",
    hop: "binding",
    title: "The binding has taken effect",
    failureTitle: "The binding has not taken effect yet",
    why: "A change of access takes two minutes as a rule, and up to seven or longer. Until then the pod gets 403 for its token.",
    learnMoreUrl: learnMore.propagation,
    dependsOn: [
      "workload-pool-missing",
      "metadata-server-off",
      "namespace-missing",
      "service-account-missing",
      "annotation-missing",
      "annotation-mismatch",
      "google-service-account-missing",
      "google-service-account-disabled",
    ],
  },
  needs: ["request", "cluster", "errorText"],
  wants: ["policy", "recentBindings", "proof"],

  run({ request, cluster, errorText }, { policy, recentBindings, proof }) {
    if (request.googleServiceAccount === null)
      return { status: "not-applicable", summary: "The direct principal needs no binding." };
    if (policy === undefined || recentBindings === undefined || proof === undefined) return { status: "waiting" };
    if (policy.state === "unknown") return { status: "not-applicable", summary: "The policy could not be read." };
    const bound = bindingOf({ request, cluster, policy: policy.value });
    if ("status" in bound) return bound;
    const { standing, email } = bound;
    if (standing.kind !== "granted")
      return { status: "not-applicable", summary: "There is no binding that could take effect." };

    const own = ownRecentBindings(recentBindings, request, poolOf(request, cluster));
    const seen = proofStanding(proof, request, cluster, []);
    const text = textThatSays(errorText, "token-denied");
    const member = memberEvidence("Member", standing.member);
    if (seen.kind === "proven") {
      return { status: "pass", summary: `A probe pod got a token of ${email}.`, evidence: [proofEvidence(seen.proof)] };
    }
    const latest = addedAt(own);
    const until = effectiveBy(latest ?? policy.provenance.observedAt);
    const remedies: readonly WorkloadRemedyRef[] =
      until === undefined ? [] : [{ id: "wait-for-propagation", params: { until } }];
    if (latest !== undefined) {
      const added: Evidence = { fact: "recentBindings", label: "Added by Drawbridge", observed: latest };
      return {
        status: "fail",
        summary: `Drawbridge added the binding at ${clockTime(latest)}: by ${until === undefined ? "then" : clockTime(until)} it should have taken effect.`,
        evidence: [added, member],
        remedies,
        severity: "advisory",
        certainty: "likely",
      };
    }
    if (!errorSays(errorText, "token-denied")) {
      return { status: "not-applicable", summary: "Nothing says that the binding has no effect." };
    }
    return {
      status: "fail",
      summary: `The policy of ${email} holds ${standing.member}, and your error text says that IAM refused: the binding is younger than the error, or IAM has not spread it yet.`,
      evidence: [member, ...text],
      remedies: [...remedies, { id: "prove-with-a-pod", params: {} }],
      certainty: "likely",
    };
  },
});
