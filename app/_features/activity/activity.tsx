"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { type ActivityFilter, activityLink, exportLink } from "@/app/_components/activity/filter";
import { ProofCard } from "@/app/_components/activity/proof-card";
import { Button } from "@/app/_components/ui/button";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { ClusterFilter } from "./cluster-filter";
import { Timeline } from "./timeline";
import { useProof } from "./use-proof";

const shows = [
  { show: "changes", title: "All changes" },
  { show: "others", title: "By others" },
  { show: "steps", title: "Every step" },
] as const;

/** Everything that happened to the lists, by Drawbridge and by others, and the proof that nothing of it was changed. */
export function Activity({ first }: { /** What the page's address asks for. */ readonly first: ActivityFilter }) {
  const [filter, setFilter] = useState(first);
  const { proof, problem, again } = useProof();
  const go = (changes: Partial<ActivityFilter>) => {
    const next = { ...filter, ...changes };
    setFilter(next);
    window.history.replaceState(null, "", activityLink(next));
  };
  const checkAgain = (
    <Button onClick={again} disabled={proof === null && problem === null} className="max-sm:h-11">
      Check again
    </Button>
  );
  return (
    <>
      <header className="flex min-h-9 flex-wrap items-center gap-2">
        <h1 className="mr-auto text-lg font-semibold">Activity</h1>
        {(["jsonl", "csv"] as const).map((format) => (
          <Button key={format} asChild className="max-sm:h-11">
            <a href={exportLink(filter, format)} download>
              <Download aria-hidden="true" />
              <span>
                <span className="sr-only">Export as </span>
                {format === "jsonl" ? "JSON Lines" : "CSV"}
              </span>
            </a>
          </Button>
        ))}
      </header>
      {problem ? (
        <ProblemNotice problem={problem} action={checkAgain} />
      ) : (
        <ProofCard proof={proof} action={checkAgain} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <ClusterFilter selected={filter.cluster} onPick={(cluster) => go({ cluster })} />
        <fieldset className="flex max-sm:w-full">
          <legend className="sr-only">What to show</legend>
          {shows.map(({ show, title }) => (
            <label
              key={show}
              className="-ml-px flex h-9 items-center justify-center border border-edge bg-surface px-3 text-center text-sm font-medium text-muted first-of-type:ml-0 first-of-type:rounded-l-lg last-of-type:rounded-r-lg hover:text-ink has-checked:z-1 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11 max-sm:flex-1 max-sm:px-1.5"
            >
              <input
                type="radio"
                name="show"
                checked={filter.show === show}
                onChange={() => go({ show })}
                className="sr-only"
              />
              {title}
            </label>
          ))}
        </fieldset>
      </div>
      <Timeline filter={filter} onShowAll={() => go({ cluster: null, show: "changes" })} />
    </>
  );
}
