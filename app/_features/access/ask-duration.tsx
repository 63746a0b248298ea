"use client";

import { useId, useRef } from "react";
import { durationChoices } from "@/app/_components/access/ask-draft";
import { durationWords, readDuration } from "@/app/_components/access/time-words";

const chip =
  "flex h-9 items-center rounded-full border border-edge px-3.5 text-sm font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11";

/** How long: one of the usual, or the person's own. */
export function AskDuration({
  duration,
  problem,
  onDuration,
}: {
  readonly duration: string;
  readonly problem: string | undefined;
  readonly onDuration: (duration: string) => void;
}) {
  const id = useId();
  const typed = useRef<HTMLInputElement>(null);
  const own = !durationChoices.includes(duration);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">How long</legend>
      <div className="flex flex-wrap gap-2">
        {durationChoices.map((choice) => (
          <label key={choice} className={chip}>
            <input
              type="radio"
              name="duration"
              checked={duration === choice}
              onChange={() => onDuration(choice)}
              className="sr-only"
            />
            {durationWords(readDuration(choice) ?? 0)}
          </label>
        ))}
        <label className={chip}>
          <input
            type="radio"
            name="duration"
            checked={own}
            onChange={() => {
              onDuration("");
              requestAnimationFrame(() => typed.current?.focus());
            }}
            className="sr-only"
          />
          Other
        </label>
        {own && (
          <input
            ref={typed}
            type="text"
            aria-label="Other length"
            aria-invalid={problem !== undefined && duration !== ""}
            aria-describedby={`${id}-problem`}
            autoComplete="off"
            placeholder="90m, 6h, 3d"
            value={duration}
            onChange={(event) => onDuration(event.target.value)}
            className="h-9 w-28 rounded-lg border border-outline bg-surface px-2.5 text-sm aria-invalid:border-fail max-sm:h-11"
          />
        )}
      </div>
      <p
        id={`${id}-problem`}
        className={`mt-1 text-sm ${problem && duration !== "" ? "text-fail" : "text-muted"} ${own && problem ? "" : "sr-only"}`}
      >
        {own ? problem : ""}
      </p>
    </fieldset>
  );
}
