"use client";

import { useId, useState } from "react";
import { readDuration } from "@/app/_components/access/time-words";

const choices = [
  { value: "1h", label: "1 hour" },
  { value: "4h", label: "4 hours" },
  { value: "12h", label: "12 hours" },
  { value: "2d", label: "2 days" },
] as const;

const chip =
  "inline-flex h-8 cursor-pointer items-center rounded-full border border-edge bg-surface px-3 text-sm font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11";

/** How long: a few usual lengths, or one's own as people write it. `value` is what was chosen or typed. */
export function DurationChoice({
  value,
  onChange,
  form,
}: {
  readonly value: string;
  readonly onChange: (duration: string) => void;
  /** Id of the form that Enter submits. */
  readonly form: string;
}) {
  const id = useId();
  const usual = choices.some((choice) => choice.value === value);
  const [own, setOwn] = useState(!usual);
  const wrong = own && value.trim() !== "" && readDuration(value) === undefined;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">How long</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        {choices.map((choice) => (
          <label key={choice.value} className={chip}>
            <input
              type="radio"
              name={id}
              className="sr-only"
              checked={!own && choice.value === value}
              onChange={() => {
                setOwn(false);
                onChange(choice.value);
              }}
            />
            {choice.label}
          </label>
        ))}
        <label className={chip}>
          <input type="radio" name={id} className="sr-only" checked={own} onChange={() => setOwn(true)} />
          Other
        </label>
        {own && (
          <input
            type="text"
            form={form}
            aria-label="Other duration"
            aria-invalid={wrong}
            aria-describedby={`${id}-hint`}
            autoComplete="off"
            spellCheck={false}
            placeholder="90m, 3h, 5d"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="h-8 w-32 rounded-lg border border-outline bg-surface px-2.5 font-mono text-sm aria-invalid:border-fail max-sm:h-11"
          />
        )}
      </div>
      <p id={`${id}-hint`} role="alert" className={wrong ? "mt-1.5 text-sm text-fail" : "sr-only"}>
        {wrong ? "Write it like 90m, 4h or 2d." : ""}
      </p>
    </fieldset>
  );
}
