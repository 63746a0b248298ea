"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import type { Problem } from "@/app/_client/wire";
import { fetchChecks } from "@/app/_client/workload-api";
import type { WorkloadReportPage } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { type Mark, StateMark } from "@/app/_components/ui/state-mark";

type Check = WorkloadReportPage["reports"][number];

const shown = 10;
const marks: Readonly<Record<Check["verdict"], { readonly mark: Mark; readonly words: string }>> = {
  blocked: { mark: "broken", words: "Broken" },
  reachable: { mark: "passed", words: "Works" },
  unknown: { mark: "unknown", words: "Not known" },
};

/** The latest workload checks of everybody; each leads to its report. */
export function RecentChecks({
  latest,
}: {
  /** The newest of this browser: another one is a reason to read them again. */
  readonly latest: string | null;
}) {
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round and a new check are wishes to read them again.
  useEffect(() => {
    const stop = new AbortController();
    fetchChecks(shown, stop.signal).then(
      (news) => {
        setChecks(news);
        setProblem(null);
      },
      (error: unknown) => isAbort(error) || setProblem(problemOf(error)),
    );
    return () => stop.abort();
  }, [latest, round]);

  return (
    <section aria-labelledby="checks-title" className="card overflow-hidden">
      <h2 id="checks-title" className="px-4 py-3 font-semibold sm:px-5">
        Recent checks
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
      {!problem && checks === null && (
        <div className="space-y-3 border-t border-line px-4 py-3.5 sm:px-5">
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-5 w-1/2" />
        </div>
      )}
      {checks?.length === 0 && (
        <p className="border-t border-line px-4 py-3 text-muted sm:px-5">
          Nothing was checked yet. Every check is kept here, and its link can be shared.
        </p>
      )}
      {checks && checks.length > 0 && (
        <ul>
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CheckRow({ check }: { readonly check: Check }) {
  const { id, target, namespace, serviceAccount, verdict, headline, createdAt } = check;
  const { mark, words } = marks[verdict];
  return (
    <li className="relative flex gap-3 border-t border-line px-4 py-2.5 hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent sm:px-5">
      <StateMark mark={mark} />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Link
          href={`/workloads/r/${encodeURIComponent(id)}`}
          className="min-w-0 flex-1 basis-64 font-medium wrap-anywhere outline-none after:absolute after:inset-0 max-sm:basis-full"
        >
          <span className="sr-only">{words}: </span>
          {headline}
        </Link>
        <span className="text-sm wrap-anywhere text-muted">
          {namespace}/{serviceAccount} · {target.split("/").at(-1)} · <LocalTime time={createdAt} />
        </span>
      </div>
    </li>
  );
}
