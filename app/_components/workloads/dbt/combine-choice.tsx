"use client";

import type { DbtDraft } from "./draft";

const ways = [
  {
    id: "intersection",
    sign: "∩",
    title: "All of them",
    words: "Only what is under the path and has the tag. dbt: a comma.",
  },
  {
    id: "union",
    sign: "∪",
    title: "Any of them",
    words: "All under the path, and all with the tag, wherever it is. dbt: a blank.",
  },
] as const;

/** How paths, tags and models meet. */
export function CombineChoice({
  value,
  onChange,
}: {
  readonly value: DbtDraft["combine"];
  readonly onChange: (value: DbtDraft["combine"]) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">Take what matches</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {ways.map(({ id, sign, title, words }) => (
          <label
            key={id}
            className="flex gap-2.5 rounded-lg border border-edge px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="combine"
              checked={value === id}
              onChange={() => onChange(id)}
              className="sr-only"
            />
            <span aria-hidden="true" className="font-mono text-lg text-muted">
              {sign}
            </span>
            <span className="min-w-0 text-sm">
              <span className="block font-medium">{title}</span>
              <span className="block text-xs text-pretty text-muted">{words}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
