"use client";

import { useId } from "react";
import { readDuration } from "@/app/_components/access/time-words";
import { DurationChoice } from "@/app/_components/apply/duration-choice";
import { EmergencySwitch } from "@/app/_components/apply/emergency-switch";
import { EndWords } from "@/app/_components/apply/end-words";
import { PolicyVerdict } from "@/app/_components/apply/policy-verdict";
import { wantsReason } from "@/app/_components/apply/policy-words";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { Notice } from "@/app/_components/ui/notice";
import { emergencyDuration, type Terms } from "./apply-flow";
import type { PolicyState } from "./use-policy";

/** On what terms a network is let in: how long, why, and what the policy says to that. */
export function GrantTerms({
  terms,
  onChange,
  policy,
  form,
}: {
  readonly terms: Terms;
  readonly onChange: (terms: Partial<Terms>) => void;
  readonly policy: PolicyState;
  /** Id of the form that Enter submits. */
  readonly form: string;
}) {
  const id = useId();
  const { duration, reason, breakGlass } = terms;
  const seconds = readDuration(duration);
  const needed = breakGlass || wantsReason(policy.answer, reason);
  const declare = (emergency: boolean) => {
    const tooLong = seconds === undefined || seconds > (readDuration(emergencyDuration) ?? 0);
    onChange({ breakGlass: emergency, ...(emergency && tooLong ? { duration: emergencyDuration } : {}) });
  };
  return (
    <PlanSection title="On what terms">
      <div className="divide-y divide-line rounded-lg border border-line *:px-3.5 *:py-3">
        <div>
          <DurationChoice
            key={String(breakGlass)}
            value={duration}
            onChange={(next) => onChange({ duration: next })}
            form={form}
          />
          <p className="mt-2 min-h-5 text-sm text-muted">{seconds !== undefined && <EndWords seconds={seconds} />}</p>
        </div>
        <div className="min-h-22">
          {policy.answer && (
            <PolicyVerdict answer={policy.answer} asking={policy.asking} unreasoned={needed && reason.trim() === ""} />
          )}
          {policy.refused && <Notice tone="warn">{policy.refused}</Notice>}
          {policy.problem && (
            <Notice tone="warn" title="The policy could not be asked just now">
              {policy.problem.detail} You hear its answer when you press the button.
            </Notice>
          )}
        </div>
        <div>
          <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
            Reason <span className="font-normal text-muted">{needed ? "(needed)" : "(optional)"}</span>
          </label>
          <input
            id={id}
            form={form}
            type="text"
            required={needed}
            maxLength={2_000}
            autoComplete="off"
            placeholder="INC-4711, pager at 02:10"
            value={reason}
            onChange={(event) => onChange({ reason: event.target.value })}
            className="h-9 w-full rounded-lg border border-outline bg-surface px-2.5 max-sm:h-11"
          />
        </div>
        <div>
          <EmergencySwitch checked={breakGlass} onChange={declare} />
        </div>
      </div>
    </PlanSection>
  );
}
