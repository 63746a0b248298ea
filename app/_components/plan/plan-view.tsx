import type { ReactNode } from "react";
import type { Plan } from "@/app/_client/wire";
import { LocalTime } from "@/app/_components/ui/local-time";
import { LongText } from "@/app/_components/ui/long-text";
import { Notice } from "@/app/_components/ui/notice";
import { Values } from "@/app/_components/ui/values";
import { ChangesDiff } from "./changes-diff";
import { PlanCommands } from "./plan-commands";
import { PlanSection } from "./plan-section";

/** Everything to know before doing it, and the text to do it with. */
export function PlanView({
  plan,
  files,
  terms,
  list,
}: {
  readonly plan: Plan;
  readonly files: ReactNode;
  /** What the person decides, after having seen what will change. */
  readonly terms: ReactNode;
  /** The whole of what the change is a part of. */
  readonly list: ReactNode;
}) {
  const { warnings, changes, steps, permissions, undo, expiresAt, apply } = plan;
  const byButton = apply.kind !== "manual" && apply.refused === null;
  return (
    <div className="space-y-6">
      {warnings.length > 0 && (
        <div className="space-y-2">
          {warnings.map((warning) => (
            <Notice key={warning} tone="warn">
              <LongText text={warning} />
            </Notice>
          ))}
        </div>
      )}
      {changes.length > 0 && (
        <PlanSection title="What will change">
          <ChangesDiff changes={changes} />
          {list}
        </PlanSection>
      )}
      {terms}
      {plan.apply.refused && plan.apply.kind !== "manual" && (
        <Notice tone="warn" title="Not from here">
          <LongText text={plan.apply.refused} />
        </Notice>
      )}
      {files}
      {steps.length > 0 && (
        <PlanSection title="Steps">
          <ol className="space-y-1.5">
            {steps.map(({ summary }, index) => (
              <li key={summary} className="flex gap-2.5">
                <span
                  aria-hidden="true"
                  className="mt-px flex size-5 shrink-0 items-center justify-center rounded-full bg-sunken font-mono text-xs text-muted"
                >
                  {index + 1}
                </span>
                <span className="min-w-0 wrap-anywhere">
                  <Values text={summary} />
                </span>
              </li>
            ))}
          </ol>
        </PlanSection>
      )}
      <PlanSection title={byButton ? "Or do it from your own terminal" : "Do it from your own terminal"}>
        <PlanCommands plan={plan} />
      </PlanSection>
      <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[7rem_1fr]">
        <dt className="text-muted">Permissions</dt>
        <dd className="value mb-1.5 whitespace-pre-line sm:mb-0">
          {permissions.length > 0 ? permissions.join("\n") : "none"}
        </dd>
        <dt className="text-muted">Undo</dt>
        <dd className="mb-1.5 sm:mb-0">{undo ?? "There is nothing to take back."}</dd>
        <dt className="text-muted">Good until</dt>
        <dd>
          <LocalTime time={expiresAt} />: after that, make it anew from fresh facts.
        </dd>
      </dl>
    </div>
  );
}
