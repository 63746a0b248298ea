"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { formatWorkloadLink, readWorkloadLink, sameWorkload } from "@/app/_client/workload-question";
import type { WorkloadRun } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { checkQuestion } from "@/app/_components/workloads/identity/check-question";
import { noProblems } from "@/app/_components/workloads/tools/problems";
import { ChangeBars } from "@/app/_features/apply/change-bars";
import { useAnnouncement } from "@/app/_features/diagnose/use-announcement";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import { RecentRuns } from "@/app/_features/workloads/runs/recent-runs";
import { ChainAnswer } from "./chain-answer";
import { QuestionForm } from "./question-form";
import { QuestionLine } from "./question-line";
import { RecentChecks } from "./recent-checks";
import { useEnvironments } from "./use-environments";

/** A wish to look at one check again: the run that was there, and the one that answers it. */
type Rerun = { readonly check: string; readonly before: string | null; readonly run: string | null };

/** The page that asks and answers who a pod is to Google. A link to a question asks it at once. */
export function Identity({ link }: { readonly link: string }) {
  const { question, run, asked, start } = useWorkloadDiagnosis();
  const [editing, setEditing] = useState(false);
  const [tried, setTried] = useState(false);
  const [rerun, setRerun] = useState<Rerun | null>(null);
  const announcement = useAnnouncement(statusWords(run));
  const expected = useLink(link, () => setTried(true));
  const folded = !editing && (asked !== null || expected);
  const environments = useEnvironments(!folded && question.target === "environment");
  const problems = tried ? checkQuestion(question) : noProblems;

  /* The pointer belongs to the first run that finishes after it was asked for. */
  if (rerun && rerun.run === null && run.status === "done" && run.id !== rerun.before)
    setRerun({ ...rerun, run: run.id });

  const ask = () => {
    setTried(true);
    const wrong = checkQuestion(question).size > 0;
    setEditing(wrong);
    if (!wrong) start(question);
  };
  const running = run.status === "running";
  const stale = asked !== null && !running && !sameWorkload(question, asked);
  const failed = run.status === "failed" && run.problem;
  const hasAnswer = run.verdict !== null || run.findings.length > 0;

  return (
    <>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <header className={folded ? "sr-only" : ""}>
        <h1 className="text-lg font-semibold">Identity</h1>
        <p className="text-pretty text-muted">
          Who a pod is to Google: every link from its environment to its token, what is broken, and the fix.
        </p>
      </header>
      {folded ? (
        <QuestionLine onAsk={ask} onOpen={() => setEditing(true)} />
      ) : (
        <QuestionForm
          environments={environments}
          problems={problems}
          onAsk={ask}
          onFold={asked === null ? null : () => setEditing(false)}
        />
      )}
      <ChangeBars kind="update" />
      {failed && (
        <ProblemNotice
          problem={failed}
          action={
            <Button size="small" className="max-sm:h-11" onClick={ask}>
              Run again
            </Button>
          }
        />
      )}
      {run.status === "cancelled" && (
        <Notice title="Cancelled">What had arrived is shown. Nothing follows from what is missing.</Notice>
      )}
      {stale && hasAnswer && <Notice>The question has changed since this answer. Run it to see the new one.</Notice>}
      {running || expected || hasAnswer ? (
        <ChainAnswer
          question={asked ?? question}
          reportId={run.status === "done" ? run.id : null}
          verdict={run.verdict}
          provisional={run.provisional}
          findings={run.findings}
          facts={run.facts}
          running={running || expected}
          pointedAt={rerun && rerun.run === run.id ? rerun.check : null}
          onWaited={() => asked && !running && start(asked)}
          onRerun={(check) => {
            setRerun({ check, before: run.id, run: null });
            ask();
          }}
        />
      ) : null}
      <RecentChecks latest={run.status === "done" ? run.id : null} />
      <RecentRuns cluster={null} />
    </>
  );
}

/** Takes a link's question once, and keeps the address bar at the question that is shown. True until it was taken. */
function useLink(link: string, onIncomplete: () => void): boolean {
  const { question, asked, change, start } = useWorkloadDiagnosis();
  const pathname = usePathname();
  const taken = useRef(false);
  const [pending, setPending] = useState(() => link !== "" && asked === null && isWhole(link));

  useEffect(() => {
    if (taken.current) return;
    taken.current = true;
    setPending(false);
    if (link === "") return;
    const linked = readWorkloadLink(new URLSearchParams(link));
    if (asked !== null && formatWorkloadLink(asked) === formatWorkloadLink(linked)) return;
    if (isWhole(link)) start(linked);
    else {
      change(linked);
      onIncomplete();
    }
  }, [link, asked, change, start, onIncomplete]);

  const search = formatWorkloadLink(question);
  useEffect(() => {
    if (!taken.current || pathname !== "/workloads") return;
    if (window.location.search !== search) window.history.replaceState(null, "", `/workloads${search}`);
  }, [pathname, search]);

  return pending;
}

function isWhole(link: string): boolean {
  return checkQuestion(readWorkloadLink(new URLSearchParams(link))).size === 0;
}

function statusWords({ status, verdict, provisional, findings }: WorkloadRun): string {
  switch (status) {
    case "running":
      return verdict ? `${provisional ? "So far: " : ""}${verdict.headline}` : "The diagnosis is running.";
    case "done":
      return verdict ? `Diagnosis done. ${verdict.headline}. ${findings.length} findings.` : "Diagnosis done.";
    case "cancelled":
      return "The diagnosis was cancelled.";
    default:
      return "";
  }
}
