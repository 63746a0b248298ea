"use client";

import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import { z } from "zod";
import { Quiet } from "@/app/_components/access/quiet";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { articleOperator } from "@/app/_components/workloads/lint/article-operator";
import { FindingCard } from "@/app/_components/workloads/lint/finding-card";
import { countWords } from "@/app/_components/workloads/lint/level-words";
import { MarkedSource } from "@/app/_components/workloads/lint/marked-source";
import { withLine } from "@/app/_components/workloads/lint/source-lines";
import { AreaField } from "@/app/_components/workloads/tools/fields";
import { FormPart } from "@/app/_components/workloads/tools/form-part";
import { noProblems, ProblemsContext, problemsOf } from "@/app/_components/workloads/tools/problems";
import { ToolProblem } from "@/app/_components/workloads/tools/tool-problem";
import { TwoColumns } from "@/app/_components/workloads/tools/two-columns";
import { versionsOf, versionsSummary } from "@/app/_components/workloads/tools/versions-draft";
import { VersionsFields } from "@/app/_components/workloads/tools/versions-fields";
import { VersionsLine } from "@/app/_components/workloads/tools/versions-line";
import { type LintAnswer, type LintRequest, lintRequest } from "@/lib/services/schema/workload-tools";
import { useAnswer } from "../tools/use-answer";
import { useSessionDraft } from "../tools/use-session-draft";
import { useSettled } from "../tools/use-settled";
import { useVersions } from "../tools/use-versions";

const lintDraft = z.object({ source: z.string() });
const emptyDraft = { source: "" };
/** More than these are shown when they are asked for. */
const firstFindings = 100;

/** Paste a DAG file; see what is wrong with its operators, with each line as it should be. */
export function LintTool() {
  const { draft, change, ready } = useSessionDraft("drawbridge.lint.1", lintDraft, emptyDraft);
  const shared = useVersions();
  const isReady = ready && shared.ready;
  const isEmpty = draft.source.trim() === "";
  const reading = useMemo(
    () => lintRequest.safeParse({ source: draft.source, versions: versionsOf(shared.versions) }),
    [draft.source, shared.versions],
  );
  const settled = useSettled(reading);
  const problems = settled.success || reading.success ? noProblems : problemsOf(settled.error);
  const { answer, asked, problem, loading, retry } = useAnswer<LintAnswer>(
    "lint",
    isReady && !isEmpty && reading.success ? reading.data : null,
  );
  const old = loading || problem !== null || !reading.success;
  const answered = useMemo(() => (asked === null ? "" : (JSON.parse(asked) as LintRequest).source), [asked]);
  const use = (line: number, fix: string) => change({ source: withLine(draft.source, line, fix) });

  return (
    <ProblemsContext value={problems}>
      <TwoColumns
        even
        form={
          <form aria-label="DAG file" noValidate onSubmit={(event) => event.preventDefault()}>
            <fieldset disabled={!isReady} className="card min-w-0 overflow-hidden">
              <legend className="sr-only">DAG file</legend>
              <FormPart
                title="Environment"
                paths={["versions"]}
                summary={versionsSummary(shared.versions)}
                initiallyOpen={false}
              >
                <VersionsFields
                  versions={shared.versions}
                  onVersions={shared.change}
                  environments={shared.environments}
                  airflowKnown={shared.versions.composer !== "" && answer?.versions.airflow != null}
                />
              </FormPart>
              <div className="space-y-2.5 border-t border-line px-4 pt-3 pb-4">
                <AreaField
                  path="source"
                  label="DAG file"
                  rows={22}
                  placeholder="from airflow.providers.cncf.kubernetes…"
                  value={draft.source}
                  onChange={(source) => change({ source })}
                  hint="A whole file or a part of one. It is read, never run, and not kept."
                />
                <div className="flex flex-wrap gap-2">
                  <Button size="small" className="max-sm:h-11" onClick={() => change({ source: articleOperator })}>
                    Try the article’s operator
                  </Button>
                  {!isEmpty && (
                    <Button variant="ghost" size="small" className="max-sm:h-11" onClick={() => change(emptyDraft)}>
                      Clear
                    </Button>
                  )}
                </div>
              </div>
            </fieldset>
          </form>
        }
        result={
          <section aria-label="Findings" className="space-y-4">
            <p role="status" className="sr-only">
              {answer && !old && !isEmpty && countWords(answer)}
            </p>
            <ToolProblem problem={problem} wrong={problems.size} onRetry={retry} />
            {isEmpty ? (
              <Quiet Icon={FileSearch} title="Nothing to read yet">
                Paste a DAG file: every KubernetesPodOperator in it is held against what your versions of Composer,
                Airflow and the provider accept.
              </Quiet>
            ) : (
              answer && <Found answer={answer} onUse={old || answered !== draft.source ? undefined : use} />
            )}
          </section>
        }
      />
      {!isEmpty && answer && answer.findings.length > 0 && (
        <section aria-label="Source" className="space-y-2.5">
          <h2 className="font-semibold">Where it is</h2>
          <MarkedSource key={asked} source={answered} findings={answer.findings} />
        </section>
      )}
    </ProblemsContext>
  );
}

function Found({
  answer,
  onUse,
}: {
  readonly answer: LintAnswer;
  readonly onUse: ((line: number, fix: string) => void) | undefined;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? answer.findings : answer.findings.slice(0, firstFindings);
  return (
    <div className="space-y-3">
      <div>
        <h2 className="font-semibold">{countWords(answer)}</h2>
        <VersionsLine versions={answer.versions} />
      </div>
      {answer.operators === 0 && answer.findings.every(({ rule }) => rule !== "unreadable") && (
        <Notice title="No KubernetesPodOperator was recognised">
          There was little to check. Operators of your own classes, and names that only exist while the file runs, are
          not seen.
        </Notice>
      )}
      {shown.length > 0 && (
        <ul className="card divide-y divide-line overflow-hidden">
          {shown.map((finding) => (
            <FindingCard
              key={`${finding.line}:${finding.column}:${finding.rule}:${finding.message}`}
              finding={finding}
              onUse={onUse && ((fix) => onUse(finding.line, fix))}
            />
          ))}
        </ul>
      )}
      {shown.length < answer.findings.length && (
        <Button onClick={() => setAll(true)} className="max-sm:h-11">
          Show all {answer.findings.length}
        </Button>
      )}
    </div>
  );
}
