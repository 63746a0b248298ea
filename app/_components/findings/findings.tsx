"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { hopTitles } from "@/lib/core/hop";
import type { Finding } from "@/lib/engine/outcome";
import { FindingCounts } from "./finding-counts";
import { FindingFold } from "./finding-fold";
import { type FindingGroups, groupFindings } from "./sort-findings";

/** All findings: failed first, then what could not be decided, then symptoms; the rest folded with its count. */
export function Findings<One extends Finding>({
  findings,
  cause,
  hop,
  titles = hopTitles,
  one = "hop",
  loading,
  revealed,
  onClearHop,
  renderFinding,
}: {
  readonly findings: readonly One[];
  readonly cause: string | null;
  /** Only this hop's. */
  readonly hop: string | null;
  /** Of the hops, in the order of the path. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly one?: "hop" | "link";
  /** No verdict yet: rows would still move. */
  readonly loading: boolean;
  /** A check whose row must not be folded away. */
  readonly revealed: string | null;
  readonly onClearHop: () => void;
  readonly renderFinding: (finding: One) => ReactNode;
}) {
  const shown = hop ? findings.filter((finding) => finding.hop === hop) : findings;
  const groups = groupFindings(shown, cause, Object.keys(titles));
  return (
    <section aria-labelledby="findings-title" className="card overflow-hidden">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 sm:px-5">
        <h2 id="findings-title" className="font-semibold">
          Findings
        </h2>
        {hop && (
          <button
            type="button"
            onClick={onClearHop}
            className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 text-sm font-medium text-accent"
          >
            {titles[hop] ?? hop}
            <X aria-hidden="true" className="size-3.5" />
            <span className="sr-only">: show all {one}s</span>
          </button>
        )}
        <FindingCounts groups={groups} />
      </header>
      {loading ? (
        <FindingSkeletons />
      ) : (
        <FindingList
          groups={groups}
          one={one}
          startOpen={hop !== null}
          revealed={revealed}
          renderFinding={renderFinding}
        />
      )}
    </section>
  );
}

function FindingList<One extends Finding>({
  groups,
  one,
  startOpen,
  revealed,
  renderFinding,
}: {
  readonly groups: FindingGroups<One>;
  readonly one: string;
  readonly startOpen: boolean;
  readonly revealed: string | null;
  readonly renderFinding: (finding: One) => ReactNode;
}) {
  const { failed, advice, unknown, symptoms, passed, notApplicable } = groups;
  const foldUnknown = unknown.length > manyUnknown;
  const plain = [...failed, ...(foldUnknown ? [] : unknown), ...symptoms, ...advice];
  const holds = (findings: readonly Finding[]) => findings.some(({ check }) => check === revealed);
  if (plain.length + unknown.length + passed.length + notApplicable.length === 0) {
    return <p className="border-t border-line px-4 py-3 text-muted sm:px-5">No check looks at this {one}.</p>;
  }
  return (
    <>
      {plain.length > 0 && <ul>{plain.map(renderFinding)}</ul>}
      {foldUnknown && (
        <FindingFold
          key={`unknown ${startOpen || holds(unknown)}`}
          title="Could not be decided"
          note={commonReasons(unknown)}
          mark="unknown"
          findings={unknown}
          startOpen={startOpen || holds(unknown)}
          renderFinding={renderFinding}
        />
      )}
      <FindingFold
        key={`passed ${startOpen || holds(passed)}`}
        title="Passed"
        mark="passed"
        findings={passed}
        startOpen={startOpen || holds(passed)}
        renderFinding={renderFinding}
      />
      <FindingFold
        key={`not-applicable ${startOpen || holds(notApplicable)}`}
        title="Not applicable"
        mark="not-applicable"
        findings={notApplicable}
        startOpen={startOpen || holds(notApplicable)}
        renderFinding={renderFinding}
      />
    </>
  );
}

/** More than this many have a few reasons in common, and would hide everything else. */
const manyUnknown = 5;

/** What is missing most, in the server's words. */
function commonReasons(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { missing } of findings)
    for (const { detail } of missing) counts.set(detail, (counts.get(detail) ?? 0) + 1);
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .slice(0, 2)
    .map(([detail]) => detail)
    .join(" ");
}

function FindingSkeletons() {
  return (
    <ul aria-hidden="true">
      {["w-72", "w-56", "w-64", "w-48"].map((width) => (
        <li key={width} className="flex gap-3 border-t border-line px-4 py-3 sm:px-5">
          <Skeleton className="size-5 rounded-full" />
          <span className="flex-1 space-y-2">
            <Skeleton className={`h-4 max-w-full ${width}`} />
            <Skeleton className="h-3.5 w-[min(30rem,90%)]" />
          </span>
        </li>
      ))}
    </ul>
  );
}
