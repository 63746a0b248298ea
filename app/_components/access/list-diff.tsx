"use client";

import { useState } from "react";
import { count } from "@/app/_client/format";
import { diffLines } from "@/app/_components/plan/line-diff";
import { type FoldedLine, foldLines } from "./fold-lines";

const looks = {
  same: { sign: " ", words: "", look: "text-muted" },
  removed: { sign: "−", words: "removed: ", look: "bg-fail-soft text-fail" },
  added: { sign: "+", words: "added: ", look: "bg-ok-soft text-ok" },
} as const;

/** A cluster's list before and after, with its unchanged stretches folded until they are asked for. */
export function ListDiff({ before, after }: { readonly before: readonly string[]; readonly after: readonly string[] }) {
  const [whole, setWhole] = useState(false);
  const lines = diffLines(text(before), text(after));
  const shown: readonly FoldedLine[] = whole ? lines : foldLines(lines);
  if (lines.length === 0) return <p className="text-sm text-muted">The list is empty.</p>;
  return (
    <ul
      className="overflow-hidden rounded-lg border border-line py-1 font-mono text-sm"
      aria-label="The list, before and after"
    >
      {shown.map((line, index) =>
        line.kind === "hidden" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines can repeat, and never move.
          <li key={index} className="px-3 font-sans">
            <button
              type="button"
              onClick={() => setWhole(true)}
              className="min-h-6 text-sm text-muted underline-offset-4 hover:text-ink hover:underline max-sm:min-h-11"
            >
              {count(line.lines, "unchanged entry", "unchanged entries")}: show
            </button>
          </li>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines can repeat, and never move.
          <li key={index} className={`flex gap-2.5 px-3 py-px ${looks[line.kind].look}`}>
            <span aria-hidden="true" className="w-2 shrink-0 select-none">
              {looks[line.kind].sign}
            </span>
            <span className="sr-only">{looks[line.kind].words}</span>
            <span className="min-w-0 wrap-anywhere">{line.text}</span>
          </li>
        ),
      )}
    </ul>
  );
}

function text(list: readonly string[]): string | null {
  return list.length > 0 ? list.join("\n") : null;
}
