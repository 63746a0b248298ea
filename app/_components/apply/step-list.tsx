import { Check, LoaderCircle, Minus, X } from "lucide-react";
import type { ReactNode } from "react";

import { Values } from "@/app/_components/ui/values";
import type { ChangeStep } from "./change-steps";
import { ClockTime } from "./clock-time";

const looks: Readonly<
  Record<
    ChangeStep["state"],
    { readonly sign: string; readonly glyph: ReactNode; readonly ink: string; readonly word: string }
  >
> = {
  done: { sign: "bg-ok text-surface", glyph: <Check strokeWidth={3.2} />, ink: "", word: "done" },
  current: {
    sign: "text-accent",
    glyph: <LoaderCircle strokeWidth={2.4} className="size-5! animate-spin" />,
    ink: "",
    word: "now",
  },
  waiting: { sign: "border-[1.5px] border-edge bg-surface", glyph: null, ink: "text-muted", word: "not yet" },
  failed: { sign: "bg-fail text-surface", glyph: <X strokeWidth={3.2} />, ink: "text-fail", word: "failed" },
  skipped: {
    sign: "border-[1.5px] border-edge bg-surface text-muted",
    glyph: <Minus strokeWidth={3} />,
    ink: "text-muted",
    word: "not reached",
  },
};

/** The steps of a change from top to bottom. Each keeps room for its note, so that nothing moves while it goes on. */
export function StepList({
  steps,
  details,
}: {
  readonly steps: readonly ChangeStep[];
  /** What else to say under a step. */
  readonly details: Partial<Readonly<Record<ChangeStep["id"], ReactNode>>>;
}) {
  return (
    <ol>
      {steps.map(({ id, title, state, at, note }, index) => {
        const { sign, glyph, ink, word } = looks[state];
        const last = index === steps.length - 1;
        return (
          <li
            key={id}
            aria-current={state === "current" ? "step" : undefined}
            className={`relative flex gap-3 ${last ? "min-h-11" : "min-h-16 pb-2"}`}
          >
            {!last && (
              <span
                aria-hidden="true"
                className={`absolute top-6 bottom-1 left-[9px] border-l-2 ${state === "done" ? "border-ok" : "border-dashed border-edge"}`}
              />
            )}
            <span
              aria-hidden="true"
              className={`mt-px flex size-5 shrink-0 items-center justify-center rounded-full [&_svg]:size-3 ${sign}`}
            >
              {glyph}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className={`font-medium ${ink}`}>
                  {title}
                  <span className="sr-only">: {word}</span>
                </span>
                {at && (
                  <span className="text-sm text-muted">
                    <ClockTime time={at} />
                  </span>
                )}
              </p>
              {note && (
                <p className={`text-sm text-pretty wrap-anywhere ${state === "failed" ? "" : "text-muted"}`}>
                  <Values text={note} />
                </p>
              )}
              {details[id]}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
