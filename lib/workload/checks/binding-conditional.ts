import type { ConditionalBinding } from "@/lib/workload/facts/derive/binding-standing";
import { conditionAt } from "@/lib/workload/facts/derive/condition";
import { errorSays } from "@/lib/workload/facts/derive/error-says";
import { proofStanding } from "@/lib/workload/facts/derive/proof-standing";
import { defineCheck } from "./define-check";
import { bindingOf, memberEvidence, refusedBinding } from "./given/binding";
import { proofEvidence, textThatSays } from "./given/evidence";
import { learnMore } from "./given/learn-more";
import type { Evidence } from "./outcome";

/** A binding with a condition holds only while the condition does. Only conditions on the time are judged here. */
export const bindingConditional = defineCheck({
  meta: {
    id: "binding-conditional",
    hop: "binding",
    title: "No condition stands on the binding",
    failureTitle: "The binding's condition excludes the pod",
    why: "IAM ignores a binding whose condition is false, and the pod gets 403 for its token.",
    learnMoreUrl: learnMore.conditions,
    dependsOn: ["google-service-account-missing", "annotation-mismatch"],
  },
  needs: ["request", "cluster", "errorText"],
  wants: ["policy", "proof"],

  run({ request, cluster, errorText }, { policy, proof }) {
    if (request.googleServiceAccount === null)
      return { status: "not-applicable", summary: "The direct principal needs no binding." };
    if (policy === undefined) return { status: "waiting" };
    if (policy.state === "unknown") return { status: "not-applicable", summary: "The policy could not be read." };
    const bound = bindingOf({ request, cluster, policy: policy.value });
    if ("status" in bound) return bound;
    const { standing, email } = bound;
    if (standing.kind !== "conditional")
      return { status: "not-applicable", summary: `No condition stands between the pod and ${email}.` };
    const { title, expression, member, holds } = mostHelpful(
      [standing, ...standing.more],
      policy.provenance.observedAt,
    );
    const evidence: readonly [Evidence, Evidence] = [
      memberEvidence("Member", member),
      { fact: "policy", label: `Condition ${title}`, observed: expression, field: "bindings[].condition.expression" },
    ];
    const remedies = [{ id: "remove-condition", params: {} }] as const;
    if (holds === "holds") return { status: "pass", summary: `The condition ${title} holds now.`, evidence };
    if (holds === "expired" || holds === "not-yet") {
      const when = holds === "expired" ? "has expired" : "does not hold yet";
      const { evidence: said, certainty } = refusedBinding(errorText);
      return {
        status: "fail",
        summary: `The binding of ${email} ${when}: ${expression}.`,
        evidence: [...evidence, ...said],
        remedies,
        ...certainty,
      };
    }
    const text = textThatSays(errorText, "token-denied");
    if (text.length === 0 && proof === undefined) return { status: "waiting" };
    const seen = proofStanding(proof, request, cluster, []);
    const refused: readonly Evidence[] =
      seen.kind === "refused" && seen.proof.tokenStatus === 403 ? [proofEvidence(seen.proof)] : [];
    if (!errorSays(errorText, "token-denied") && refused.length === 0) {
      const summary = `The binding of ${email} has a condition that cannot be judged from here: ${expression}.`;
      const detail = `whether the condition ${title} holds for the pod`;
      return { status: "unknown", summary, missing: [{ fact: "policy", reason: "not-observable", detail }] };
    }
    return {
      status: "fail",
      title: "The binding's condition may exclude the pod",
      summary: `The binding of ${email} has a condition, and the pod was refused: ${expression}.`,
      evidence: [...evidence, ...text, ...refused],
      remedies,
      certainty: "likely",
    };
  },
});

type Judged = ConditionalBinding & { readonly holds: ReturnType<typeof conditionAt> };
const bestFirst: readonly Judged["holds"][] = ["holds", "undecided", "not-yet", "expired"];

/** One binding is enough. */
function mostHelpful(bindings: readonly [ConditionalBinding, ...ConditionalBinding[]], at: string): Judged {
  const judge = (binding: ConditionalBinding): Judged => ({ ...binding, holds: conditionAt(binding.expression, at) });
  const rank = ({ holds }: Judged) => bestFirst.indexOf(holds);
  const [first, ...more] = bindings;
  return more.map(judge).reduce((best, other) => (rank(other) < rank(best) ? other : best), judge(first));
}
