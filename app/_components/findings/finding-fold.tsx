"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import type { Finding } from "@/lib/engine/outcome";

/** Findings that need no attention: one line with their number until it is opened. */
export function FindingFold<One extends Finding>({
  title,
  note,
  mark,
  findings,
  startOpen,
  renderFinding,
}: {
  readonly title: string;
  /** What they have in common. */
  readonly note?: string;
  readonly mark: Mark;
  readonly findings: readonly One[];
  readonly startOpen: boolean;
  readonly renderFinding: (finding: One) => ReactNode;
}) {
  const [open, setOpen] = useState(startOpen);
  if (findings.length === 0) return null;
  return (
    <div className="border-t border-line">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 px-4 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
      >
        <StateMark mark={mark} />
        <span className="min-w-0 flex-1">
          <span className="font-medium text-muted">
            {title} <span className="tabular-nums">({findings.length})</span>
          </span>
          {note && <span className="block text-sm wrap-anywhere text-muted">{note}</span>}
        </span>
        <ChevronRight
          aria-hidden="true"
          className={`size-4 text-faint transition-transform ${open ? "rotate-90" : ""}`}
        />
      </button>
      {open && <ul>{findings.map(renderFinding)}</ul>}
    </div>
  );
}
