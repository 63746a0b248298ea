"use client";

import { FileSearch, RotateCcw } from "lucide-react";
import { useMemo } from "react";
import { Quiet } from "@/app/_components/access/quiet";
import { Button } from "@/app/_components/ui/button";
import { AroundFields, LayerFields, LoadFields, PodFields } from "@/app/_components/workloads/dbt/dag-parts";
import { type DbtDraft, dbtDraft, firstDbt } from "@/app/_components/workloads/dbt/draft";
import { articleDbt, exampleCommand } from "@/app/_components/workloads/dbt/examples";
import { nothingToAsk, problemsIn, readDbtDraft } from "@/app/_components/workloads/dbt/read-draft";
import { ArgumentsResult, ReadPython, ReadResult } from "@/app/_components/workloads/dbt/results";
import { OptionFields, SelectionFields } from "@/app/_components/workloads/dbt/selection-fields";
import { AdviceList } from "@/app/_components/workloads/tools/advice-list";
import { AreaField } from "@/app/_components/workloads/tools/fields";
import { FormPart } from "@/app/_components/workloads/tools/form-part";
import { noProblems, ProblemsContext } from "@/app/_components/workloads/tools/problems";
import { PythonOutput, pythonFile } from "@/app/_components/workloads/tools/python-output";
import { ToolProblem } from "@/app/_components/workloads/tools/tool-problem";
import { TwoColumns } from "@/app/_components/workloads/tools/two-columns";
import { versionsSummary } from "@/app/_components/workloads/tools/versions-draft";
import { VersionsFields } from "@/app/_components/workloads/tools/versions-fields";
import { VersionsLine } from "@/app/_components/workloads/tools/versions-line";
import type { DbtAnswer } from "@/lib/services/schema/workload-tools";
import { useAnswer } from "../tools/use-answer";
import { useSessionDraft } from "../tools/use-session-draft";
import { useSettled } from "../tools/use-settled";
import { useVersions } from "../tools/use-versions";

const views = [
  { id: "arguments", title: "Write arguments" },
  { id: "read", title: "Read a command" },
  { id: "dag", title: "Whole DAG" },
] as const;

const kinds: Readonly<Record<DbtDraft["view"], readonly DbtAnswer["kind"][]>> = {
  arguments: ["arguments"],
  read: ["read-arguments", "read-python"],
  dag: ["dag"],
};

/** dbt's arguments: written, read, or in a DAG of TaskGroups. */
export function DbtTool() {
  const { draft, change, reset, ready } = useSessionDraft("drawbridge.dbt.1", dbtDraft, firstDbt);
  const shared = useVersions();
  const isReady = ready && shared.ready;
  const reading = useMemo(
    () => (isReady ? readDbtDraft(draft, shared.versions) : nothingToAsk),
    [draft, shared.versions, isReady],
  );
  const settled = useSettled(reading);
  const problems = reading.ok ? noProblems : problemsIn(settled);
  const { answer: last, problem, loading, retry } = useAnswer<DbtAnswer>("dbt", reading.ok ? reading.request : null);
  /* Of another view, it would stand beside a form that it has nothing to do with. */
  const answer = last && kinds[draft.view].includes(last.kind) ? last : null;
  const old = loading || problem !== null || !reading.ok;
  const part = { draft, onDraft: change };
  const isBlank = draft.view === "read" && draft.pasted.trim() === "";

  return (
    <ProblemsContext value={problems}>
      <fieldset
        disabled={!isReady}
        className="flex w-full min-w-0 rounded-lg border border-line bg-surface p-0.5 sm:w-fit"
      >
        <legend className="sr-only">What to do</legend>
        {views.map(({ id, title }) => (
          <label
            key={id}
            className="flex h-8 flex-1 items-center justify-center rounded-md px-2 text-center text-sm font-medium text-muted sm:flex-none sm:whitespace-nowrap has-checked:bg-hover has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-11 max-sm:leading-tight sm:px-3"
          >
            <input
              type="radio"
              name="view"
              checked={draft.view === id}
              onChange={() => change({ view: id })}
              className="sr-only"
            />
            {title}
          </label>
        ))}
      </fieldset>
      <TwoColumns
        form={
          <form aria-label="dbt" noValidate onSubmit={(event) => event.preventDefault()}>
            <fieldset disabled={!isReady} className="card min-w-0 overflow-hidden">
              <legend className="sr-only">dbt</legend>
              {draft.view === "arguments" && (
                <>
                  <SelectionFields {...part} />
                  <OptionFields {...part} />
                </>
              )}
              {draft.view === "dag" && (
                <>
                  <FormPart
                    title="Environment"
                    paths={["versions"]}
                    summary={versionsSummary(shared.versions)}
                    initiallyOpen
                  >
                    <VersionsFields
                      versions={shared.versions}
                      onVersions={shared.change}
                      environments={shared.environments}
                      airflowKnown={
                        shared.versions.composer !== "" && answer?.kind === "dag" && answer.versions.airflow !== null
                      }
                    />
                  </FormPart>
                  <LayerFields {...part} />
                  <PodFields {...part} />
                  <LoadFields {...part} />
                  <AroundFields {...part} />
                  <OptionFields {...part} />
                </>
              )}
              {draft.view === "read" && (
                <div className="space-y-2.5 px-4 pt-3 pb-4">
                  <AreaField
                    path="pasted"
                    label="Command, arguments or Python"
                    rows={10}
                    placeholder={exampleCommand}
                    value={draft.pasted}
                    onChange={(pasted) => change({ pasted })}
                    hint="It is read, never run, and not kept."
                  />
                  <div className="flex flex-wrap gap-2">
                    <Button size="small" className="max-sm:h-11" onClick={() => change({ pasted: exampleCommand })}>
                      Try a command
                    </Button>
                    <Button size="small" className="max-sm:h-11" onClick={() => change({ pasted: articleDbt })}>
                      Try the article’s function
                    </Button>
                  </div>
                </div>
              )}
              <div className="border-t border-line px-4 py-2.5">
                <Button
                  variant="ghost"
                  size="small"
                  className="-ml-2 max-sm:h-11"
                  onClick={() => {
                    reset();
                    change({ view: draft.view });
                  }}
                >
                  <RotateCcw aria-hidden="true" />
                  Start over
                </Button>
              </div>
            </fieldset>
          </form>
        }
        result={
          <section aria-label="Result" className="space-y-4">
            <p role="status" className="sr-only">
              {settled.ok ? answer && !old && said(answer) : "Something in the form is wrong."}
            </p>
            <ToolProblem problem={problem} wrong={problems.size} onRetry={retry} />
            {isBlank && (
              <Quiet Icon={FileSearch} title="Nothing to read yet">
                Paste a dbt command, the list of its arguments, or the Python that builds them: what it really selects
                is said here.
              </Quiet>
            )}
            {draft.view === "dag" && (
              <PythonOutput
                code={answer?.kind === "dag" ? answer.code : null}
                file={pythonFile(draft.dag.dagId)}
                old={old}
                stale={problem !== null || problems.size > 0}
              />
            )}
            {answer && !isBlank && <Result answer={answer} />}
          </section>
        }
      />
    </ProblemsContext>
  );
}

function Result({ answer }: { readonly answer: DbtAnswer }) {
  switch (answer.kind) {
    case "arguments":
      return <ArgumentsResult answer={answer} />;
    case "read-arguments":
      return <ReadResult answer={answer} />;
    case "read-python":
      return <ReadPython answer={answer} />;
    default:
      return (
        <>
          <VersionsLine versions={answer.versions} />
          <AdviceList advice={answer.advice} />
        </>
      );
  }
}

/** Read out when it is there. */
function said(answer: DbtAnswer): string {
  if (answer.kind === "dag") return "Python written.";
  return answer.kind === "read-python" ? `${answer.findings.length} found.` : answer.sentence;
}
