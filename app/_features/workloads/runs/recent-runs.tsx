"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { fetchRuns } from "@/app/_client/workload-api";
import type { RunView } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { RunBadge } from "@/app/_components/workloads/runs/run-badge";
import { isSettled, runTitles } from "@/app/_components/workloads/runs/run-words";
import { usePods } from "@/app/_features/state/pods";
import { parseClusterName } from "@/lib/core/cluster-name";

const refreshMs = 5_000;
const shown = 10;

/** The latest pods that were run, of everybody; kept fresh while one of them is not over. */
export function RecentRuns({ cluster }: { readonly cluster: string | null }) {
  const [runs, setRuns] = useState<readonly RunView[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  const { news: heard } = usePods();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round, or news of a run, is a wish to read them again.
  useEffect(() => {
    const stop = new AbortController();
    fetchRuns(cluster, stop.signal).then(
      (news) => {
        setRuns(news);
        setProblem(null);
      },
      (error: unknown) => isAbort(error) || setProblem(problemOf(error)),
    );
    return () => stop.abort();
  }, [cluster, round, heard]);

  const moving = runs?.some((run) => !isSettled(run)) ?? false;
  useEffect(() => {
    const again = () => setRound((before) => before + 1);
    window.addEventListener("focus", again);
    const timer = moving ? setInterval(again, refreshMs) : undefined;
    return () => {
      window.removeEventListener("focus", again);
      clearInterval(timer);
    };
  }, [moving]);

  return (
    <section aria-labelledby="runs-title" className="card overflow-hidden">
      <h2 id="runs-title" className="px-4 py-3 font-semibold sm:px-5">
        Recent pods
      </h2>
      {problem && (
        <div className="border-t border-line px-4 py-3 sm:px-5">
          <ProblemNotice
            problem={problem}
            action={
              <Button size="small" className="max-sm:h-11" onClick={() => setRound(round + 1)}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {!problem && runs === null && (
        <div className="space-y-3 border-t border-line px-4 py-3.5 sm:px-5">
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-5 w-1/2" />
        </div>
      )}
      {runs?.length === 0 && (
        <p className="border-t border-line px-4 py-3 text-muted sm:px-5">
          {cluster ? "No pod was run on this cluster yet." : "No pod was run yet."} A probe pod proves an identity; a
          rehearsal runs an operator’s own pod.
        </p>
      )}
      {runs && runs.length > 0 && (
        <ul>
          {runs.slice(0, shown).map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RunRow({ run }: { readonly run: RunView }) {
  const { id, kind, namespace, serviceAccount, cluster, requestedAt, person } = run;
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2.5 hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent sm:px-5">
      <RunBadge run={run} />
      <Link
        href={`/workloads/runs/${encodeURIComponent(id)}`}
        className="min-w-0 flex-1 basis-48 font-medium wrap-anywhere outline-none after:absolute after:inset-0"
      >
        {runTitles[kind]}: {namespace}/{serviceAccount}
      </Link>
      <span className="text-sm text-muted">
        {parseClusterName(cluster)?.cluster ?? cluster} · {person.name} · <LocalTime time={requestedAt} />
      </span>
    </li>
  );
}
