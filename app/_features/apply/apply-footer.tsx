"use client";

import { LoaderCircle } from "lucide-react";
import type { Plan } from "@/app/_client/wire";
import { readDuration } from "@/app/_components/access/time-words";
import { ConfirmName } from "@/app/_components/apply/confirm-name";
import { approvalsWords, wantsReason } from "@/app/_components/apply/policy-words";
import { RefusedClick } from "@/app/_components/apply/refused-click";
import { riskWords } from "@/app/_components/apply/risk-words";
import { Button } from "@/app/_components/ui/button";
import { mayRepeat } from "./apply-flow";
import type { Applying } from "./use-apply";
import type { PolicyState } from "./use-policy";

/** The one click, what it does, and why it did not. */
export function ApplyFooter({
  plan,
  action,
  clusterName,
  applying: { flow, setTerms, apply },
  policy,
  words = riskWords,
  form,
}: {
  readonly plan: Plan;
  /** What the button says when nobody has to approve. */
  readonly action: string;
  readonly clusterName: string;
  readonly applying: Applying;
  readonly policy: PolicyState;
  /** What a change for good can do wrong, and how long it takes. */
  readonly words?: Readonly<Record<Plan["risk"], string>>;
  readonly form: string;
}) {
  const { terms, problem, step } = flow;
  const { kind, confirmation } = plan.apply;
  /* Only grants wait for approvals; a change for good is allowed to somebody or not. */
  const waits = kind === "grant" && policy.answer?.decision === "needs-approval";
  const confirmed = !confirmation || terms.confirmation.trim() === clusterName;
  const timed = kind !== "grant" || readDuration(terms.duration) !== undefined;
  const reasoned = terms.reason.trim() !== "" || !(terms.breakGlass || wantsReason(policy.answer, terms.reason));
  const allowed = (policy.answer === null || policy.answer.decision === "allow" || waits) && policy.refused === null;
  const open = step === "idle" && confirmed && timed && reasoned && allowed && !policy.asking;
  const repeat = problem !== null && mayRepeat(problem);
  return (
    <form
      id={form}
      className="flex w-full flex-wrap items-center gap-x-3 gap-y-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (open) apply(policy.list?.before ?? null);
      }}
    >
      {problem && <RefusedClick problem={problem} repeat={repeat} />}
      {confirmation && allowed && (
        <ConfirmName
          name={clusterName}
          value={terms.confirmation}
          onChange={(text) => setTerms({ confirmation: text })}
        />
      )}
      <p className="min-w-48 flex-1 text-sm text-pretty text-muted">
        {problem
          ? ""
          : reasoned
            ? footerWords(plan, policy, terms.breakGlass, words)
            : "Say why first: a reason is needed."}
      </p>
      <Button type="submit" variant="primary" aria-disabled={!open} className="max-sm:h-11 max-sm:w-full">
        {step === "sending" && <LoaderCircle aria-hidden="true" className="animate-spin" />}
        {repeat ? "Try again" : waits ? "Ask for approval" : action}
      </Button>
    </form>
  );
}

function footerWords(
  { apply: { kind }, risk }: Plan,
  { answer, refused }: PolicyState,
  emergency: boolean,
  words: Readonly<Record<Plan["risk"], string>>,
): string {
  if (refused !== null) return "There is nothing to add.";
  if (kind !== "grant") {
    return answer !== null && answer.decision !== "allow"
      ? "The policy does not allow you this. Somebody who may can open the same plan."
      : words[risk];
  }
  if (answer?.decision === "deny")
    return "The policy does not allow this. Change the terms, or ask whoever answers for it.";
  if (answer?.decision === "needs-approval")
    return `Nothing is changed before ${approvalsWords(answer.approvalsNeeded)}. Then Google usually takes a minute.`;
  return emergency
    ? "It starts at once, and somebody looks at it afterwards."
    : "Within policy, no approval needed. Google usually takes a minute.";
}
