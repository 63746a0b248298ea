"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useHasProblem } from "./problems";

/** A part of a long form that can be folded away. It stays open while something in it is wrong. */
export function FormPart({
  title,
  summary,
  paths,
  initiallyOpen = false,
  children,
}: {
  readonly title: string;
  /** What is set in it, in a few words, shown beside the title. */
  readonly summary?: string | undefined;
  /** The fields in it. */
  readonly paths: readonly string[];
  readonly initiallyOpen?: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(initiallyOpen);
  const wrong = useHasProblem(paths);
  return (
    <details
      open={open || wrong}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group border-t border-line [legend+&]:border-t-0"
    >
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-lg px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronDown
          aria-hidden="true"
          className="size-4 shrink-0 -rotate-90 text-muted transition-transform duration-100 group-open:rotate-0"
        />
        <h2 className="font-semibold">{title}</h2>
        {summary && <span className="ml-auto min-w-0 truncate pl-3 text-sm text-muted">{summary}</span>}
      </summary>
      <div className="space-y-4 px-4 pt-1 pb-5">{children}</div>
    </details>
  );
}
