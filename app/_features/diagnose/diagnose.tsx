"use client";

import { useEffect, useRef, useState } from "react";
import { vantageName } from "@/app/_client/format";
import { formatLink, type QuestionLink, readLink, sameQuestion } from "@/app/_client/question";
import type { Run } from "@/app/_client/run-state";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Answer } from "@/app/_features/answer/answer";
import { ChangeBars } from "@/app/_features/apply/change-bars";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { Toolbar } from "./toolbar";
import { useAnnouncement } from "./use-announcement";
import { Welcome } from "./welcome";

/** A wish to look at one check again: the run that was there, and the one that answers it. */
type Rerun = { readonly check: string; readonly before: string | null; readonly run: string | null };

/** The page that asks and answers. A link to a question asks it at once. */
export function Diagnose({ link }: { readonly link: QuestionLink }) {
  const { question, run, asked, start } = useDiagnosis();
  const [rerun, setRerun] = useState<Rerun | null>(null);
  const announcement = useAnnouncement(statusWords(run));
  const expected = useLink(link);

  /* The pointer belongs to the first run that finishes after it was asked for. */
  if (rerun && rerun.run === null && run.status === "done" && run.id !== rerun.before)
    setRerun({ ...rerun, run: run.id });

  const stale = asked !== null && run.status !== "running" && !sameQuestion(question, asked);
  const failed = run.status === "failed" && run.problem;
  const again = () => start(question.cluster ? question : (asked ?? question));
  const hasAnswer = run.verdict !== null || run.findings.length > 0;

  return (
    <>
      <h1 className="sr-only">Diagnose</h1>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <Toolbar />
      <ChangeBars />
      {failed && (
        <ProblemNotice
          problem={failed}
          action={
            <Button size="small" onClick={again}>
              Run again
            </Button>
          }
        />
      )}
      {run.status === "cancelled" && (
        <Notice title="Cancelled">What had arrived is shown. Nothing follows from what is missing.</Notice>
      )}
      {stale && hasAnswer && <Notice>The question has changed since this answer. Run it to see the new one.</Notice>}
      {run.status === "running" || expected || hasAnswer ? (
        <Answer
          question={asked ?? question}
          reportId={run.status === "done" ? run.id : null}
          verdict={run.verdict}
          provisional={run.provisional}
          findings={run.findings}
          facts={run.facts}
          vantage={vantageName((asked ?? question).vantage)}
          running={run.status === "running" || expected}
          pointedAt={rerun && rerun.run === run.id ? rerun.check : null}
          onRerun={(check) => {
            setRerun({ check, before: run.id, run: null });
            again();
          }}
        />
      ) : (
        !failed && <Welcome />
      )}
    </>
  );
}

/** Takes a link's question once, and keeps the address bar at the question that is shown. True until it was taken. */
function useLink(link: QuestionLink): boolean {
  const { question, asked, start } = useDiagnosis();
  const taken = useRef(false);

  useEffect(() => {
    if (taken.current) return;
    taken.current = true;
    const linked = readLink(link);
    if (linked.cluster && (asked === null || !sameLink(linked, asked))) start(linked);
  }, [link, asked, start]);

  const { cluster, vantage, endpoint } = question;
  const search = formatLink({ cluster, vantage, endpoint });
  useEffect(() => {
    if (cluster && window.location.search !== search) window.history.replaceState(null, "", `/${search}`);
  }, [cluster, search]);

  return asked === null && readLink(link).cluster !== null;
}

function sameLink(left: Parameters<typeof formatLink>[0], right: Parameters<typeof formatLink>[0]): boolean {
  return formatLink(left) === formatLink(right);
}

function statusWords({ status, verdict, provisional, findings }: Run): string {
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
