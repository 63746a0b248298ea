"use client";

import { Archive, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isAbort, problemOf } from "@/app/_client/api";
import { formatDuration } from "@/app/_client/format";
import type { Problem } from "@/app/_client/wire";
import { fetchWorkloadReport } from "@/app/_client/workload-api";
import { formatWorkloadLink, fromWorkloadRequest } from "@/app/_client/workload-question";
import type { WorkloadReport } from "@/app/_client/workload-wire";
import { PageMessage } from "@/app/_components/shell/page-message";
import { Button } from "@/app/_components/ui/button";
import { LocalTime } from "@/app/_components/ui/local-time";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { VerdictSkeleton } from "@/app/_components/verdict/verdict-skeleton";
import { targetWords } from "@/app/_components/workloads/identity/target-words";
import { ChangeBars } from "@/app/_features/apply/change-bars";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import { ChainAnswer } from "./chain-answer";

/** A finished workload diagnosis as it was, for whoever has its link. */
export function WorkloadReportPage({ id }: { readonly id: string }) {
  const { report, problem, retry } = useReport(id);
  if (report) return <ReportView report={report} />;
  if (problem?.status === 404 || problem?.status === 400) {
    return (
      <PageMessage
        title="There is no such report"
        text="The link may be cut off, or the report was removed when it grew old."
        action={
          <Button asChild variant="primary">
            <Link href="/workloads">Workloads</Link>
          </Button>
        }
      />
    );
  }
  if (problem) {
    return (
      <ProblemNotice
        problem={problem}
        action={
          <Button size="small" className="max-sm:h-11" onClick={retry}>
            Try again
          </Button>
        }
      />
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        Loading…
      </p>
      <VerdictSkeleton />
    </>
  );
}

/** Run again, it is asked without what was pasted. */
function ReportView({ report }: { readonly report: WorkloadReport }) {
  const { start } = useWorkloadDiagnosis();
  const router = useRouter();
  const { id, request, createdAt, durationMs, verdict, findings, facts } = report;
  const question = fromWorkloadRequest(request);
  const { name, note } = targetWords(question);
  const pasted = [request.hasErrorText && "an error text", request.hasDag && "a DAG"].filter(Boolean).join(" and ");
  const runAgain = () => {
    start(question);
    router.push(`/workloads${formatWorkloadLink(question)}`);
  };
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-lg font-semibold wrap-anywhere">
            {request.namespace}/{request.serviceAccount} on {name}
            <span className="text-base font-normal text-muted">{note}</span>
          </h1>
          <p className="text-sm wrap-anywhere text-muted">
            {request.googleServiceAccount ? `As ${request.googleServiceAccount}` : "As the direct principal"}
            {pasted && `, with ${pasted}`}
          </p>
          <p className="mt-0.5 flex items-start gap-1.5 text-sm text-muted">
            <Archive aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span>
              Report of <LocalTime time={createdAt} seconds />, in {formatDuration(durationMs)}. It does not change.
            </span>
          </p>
        </div>
        <Button data-shortcut="r" className="max-sm:h-11" onClick={runAgain}>
          <RotateCcw aria-hidden="true" />
          Run again
        </Button>
      </header>
      <ChangeBars kind="update" />
      <ChainAnswer
        question={question}
        reportId={id}
        verdict={verdict}
        provisional={false}
        findings={findings}
        facts={facts}
        running={false}
      />
    </>
  );
}

function useReport(id: string): {
  readonly report: WorkloadReport | null;
  readonly problem: Problem | null;
  readonly retry: () => void;
} {
  const [report, setReport] = useState<WorkloadReport | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a wish to try again.
  useEffect(() => {
    const stop = new AbortController();
    setProblem(null);
    fetchWorkloadReport(id, stop.signal).then(
      setReport,
      (error: unknown) => isAbort(error) || setProblem(problemOf(error)),
    );
    return () => stop.abort();
  }, [id, round]);

  return { report, problem, retry: () => setRound((before) => before + 1) };
}
