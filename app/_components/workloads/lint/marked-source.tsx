"use client";

import { useMemo, useState } from "react";
import { count } from "@/app/_client/format";
import type { FindingView } from "@/lib/services/schema/workload-tools";
import { markedLines } from "./level-words";
import { foldSource, linesOf } from "./source-lines";

const marks = {
  error: "bg-fail-soft text-ink [&>span]:text-fail",
  warning: "bg-warn-soft text-ink [&>span]:text-warn",
  hint: "bg-accent-soft text-ink [&>span]:text-accent",
} as const;

/** A longer text is not shown whole: nobody reads it, and it would slow the page down. */
const mostLines = 3_000;

/** The text with its lines numbered and those marked that have something; lines far from all of these are folded. */
export function MarkedSource({
  source,
  findings,
}: {
  readonly source: string;
  readonly findings: readonly FindingView[];
}) {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => linesOf(source), [source]);
  const marked = useMemo(() => markedLines(findings), [findings]);
  const rows = foldSource(lines, new Set(marked.keys()), whole ? lines.length : 3);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section does not scroll by the keyboard by itself.
    <div
      role="region"
      aria-label="Source with what was found"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard.
      tabIndex={0}
      className="card thin-scroll max-h-[36rem] overflow-auto py-2 font-mono text-xs focus-visible:-outline-offset-2"
    >
      <ol className="w-max min-w-full">
        {rows.map((row) =>
          row.kind === "fold" ? (
            <li key={`fold-${row.from}`} className="bg-sunken px-4 py-0.5 font-sans text-muted">
              {lines.length <= mostLines ? (
                <button type="button" onClick={() => setWhole(true)} className="min-h-6 hover:text-ink">
                  {count(row.count, "line")} not shown. Show all
                </button>
              ) : (
                <span className="flex min-h-6 items-center">{count(row.count, "line")} not shown</span>
              )}
            </li>
          ) : (
            <li
              key={row.line}
              id={`line-${row.line}`}
              className={`flex min-h-5 scroll-mt-28 whitespace-pre target:outline-2 target:-outline-offset-2 target:outline-accent ${mark(marked.get(row.line))}`}
            >
              <span className="sticky left-0 w-14 shrink-0 pr-3 text-right text-faint select-none">{row.line}</span>
              {row.text || " "}
            </li>
          ),
        )}
      </ol>
    </div>
  );
}

function mark(level: FindingView["level"] | undefined): string {
  return level === undefined ? "text-muted" : marks[level];
}
