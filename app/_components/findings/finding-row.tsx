"use client";

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";
import { Values } from "@/app/_components/ui/values";
import type { Finding } from "@/lib/engine/outcome";

/** One finding; its evidence folds out under it. */
export function FindingRow({
  finding,
  place,
  isCause,
  explainedBy,
  open,
  flashing,
  onToggle,
  children,
}: {
  readonly finding: Finding;
  /** The title of its hop. */
  readonly place: string;
  /** The one that the verdict is about. */
  readonly isCause: boolean;
  /** Title of the finding that explains this one. */
  readonly explainedBy: string | null;
  readonly open: boolean;
  readonly flashing: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const { check, title, summary } = finding;
  const panel = `finding-${check}-evidence`;
  return (
    <li id={`finding-${check}`} className={`border-t border-line ${flashing ? "animate-flash" : ""}`}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={onToggle}
          className="group flex w-full items-start gap-3 px-4 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2 sm:px-5"
        >
          <span className="pt-px">
            <StateMark mark={markOf(finding)} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="sr-only">{statusWords(finding)}: </span>
            <span className="font-medium wrap-anywhere">{title}</span>
            {isCause && <span className="ml-2 text-sm font-semibold text-fail">the cause</span>}
            {finding.status === "fail" && finding.certainty === "likely" && (
              <span className="ml-2 text-sm font-medium text-warn">likely</span>
            )}
            <span className="block text-sm wrap-anywhere text-muted">
              <Values text={explainedBy ? `Explained by: ${explainedBy}. ${summary}` : summary} />
            </span>
          </span>
          <span className="hidden w-36 shrink-0 pt-px text-right text-sm text-muted sm:block">{place}</span>
          <ChevronRight
            aria-hidden="true"
            className={`mt-0.5 size-4 shrink-0 text-faint transition-transform ${open ? "rotate-90" : ""}`}
          />
        </button>
      </h3>
      {open && (
        <div id={panel} className="space-y-3 px-4 pt-1 pb-4 sm:pr-5 sm:pl-13">
          {children}
        </div>
      )}
    </li>
  );
}

function markOf({ status, explainedBy, severity }: Finding): Mark {
  if (status === "pass") return "passed";
  if (status === "fail") return explainedBy || severity === "advisory" ? "symptom" : "broken";
  return status;
}

function statusWords({ status, explainedBy, severity }: Finding): string {
  if (status === "fail" && explainedBy) return "Symptom";
  if (status === "fail") return severity === "advisory" ? "Advice" : "Failed";
  if (status === "pass") return "Passed";
  return status === "unknown" ? "Could not be decided" : "Not applicable";
}
