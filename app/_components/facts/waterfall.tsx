"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { count, formatDuration } from "@/app/_client/format";
import type { NamedFact } from "@/lib/engine/snapshot";
import { bars } from "./bars";
import { reasonWords } from "./reason-words";

/** When each fact was gathered and how long that took, folded until it is asked for. */
export function Waterfall({ facts }: { readonly facts: readonly NamedFact[] }) {
  const [open, setOpen] = useState(false);
  const { rows, totalMs } = bars(facts);
  return (
    <section aria-labelledby="waterfall-title" className="card overflow-hidden">
      <h2>
        <button
          type="button"
          id="waterfall-title"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-12 w-full items-center gap-3 px-4 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
        >
          <span className="font-semibold">How long it took</span>
          <span className="ml-auto text-sm text-muted tabular-nums">
            {count(facts.length, "fact")} in {formatDuration(totalMs)}
          </span>
          <ChevronRight
            aria-hidden="true"
            className={`size-4 text-faint transition-transform ${open ? "rotate-90" : ""}`}
          />
        </button>
      </h2>
      {open && (
        <ul className="border-t border-line py-2 text-sm">
          {rows.map(({ fact, start, width }) => (
            <li
              key={fact.name}
              className="grid grid-cols-[8.5rem_1fr_4rem] items-center gap-3 px-4 py-1 sm:grid-cols-[9rem_16rem_1fr_4.5rem] sm:px-5"
            >
              <span className="value truncate">{fact.name}</span>
              <span className={`hidden truncate sm:block ${fact.state === "known" ? "text-muted" : "text-warn"}`}>
                {fact.state === "known" ? fact.provenance.source : `${reasonWords[fact.reason]}: ${fact.detail}`}
              </span>
              <svg aria-hidden="true" className="h-2.5 w-full">
                <rect width="100%" height="1" y="5" className="fill-line" />
                <rect
                  x={`${start}%`}
                  width={`${width}%`}
                  height="10"
                  rx="2"
                  className={fact.state === "known" ? "fill-accent" : "fill-warn"}
                />
              </svg>
              <span className="text-right text-muted tabular-nums">{formatDuration(fact.provenance.durationMs)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
