"use client";

import { RotateCcw } from "lucide-react";
import { type ReactNode, useMemo, useRef } from "react";
import { count } from "@/app/_client/format";
import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { Button } from "@/app/_components/ui/button";
import { DagFields } from "@/app/_components/workloads/operator/dag-fields";
import { firstOperator, operatorDraft } from "@/app/_components/workloads/operator/draft";
import { LifeFields } from "@/app/_components/workloads/operator/life-fields";
import { PlaceFields, ResourceFields } from "@/app/_components/workloads/operator/place-fields";
import { readOperator } from "@/app/_components/workloads/operator/read-draft";
import { TaskFields } from "@/app/_components/workloads/operator/task-fields";
import { ValueFields } from "@/app/_components/workloads/operator/value-fields";
import { AdviceList } from "@/app/_components/workloads/tools/advice-list";
import { SwitchField } from "@/app/_components/workloads/tools/fields";
import { FormPart } from "@/app/_components/workloads/tools/form-part";
import { noProblems, ProblemsContext } from "@/app/_components/workloads/tools/problems";
import { PythonOutput, pythonFile } from "@/app/_components/workloads/tools/python-output";
import { ToolProblem } from "@/app/_components/workloads/tools/tool-problem";
import { TwoColumns } from "@/app/_components/workloads/tools/two-columns";
import { versionsSummary } from "@/app/_components/workloads/tools/versions-draft";
import { VersionsFields } from "@/app/_components/workloads/tools/versions-fields";
import { onlyProvider, VersionsLine } from "@/app/_components/workloads/tools/versions-line";
import type { GeneratedPython, OperatorRequest } from "@/lib/services/schema/workload-tools";
import { useAnswer } from "../tools/use-answer";
import { useSessionDraft } from "../tools/use-session-draft";
import { useSettled } from "../tools/use-settled";
import { useVersions } from "../tools/use-versions";

/** A task that can be run: its form, the DAG around it, and what is known of its versions. */
export type ReadyOperator = {
  readonly form: OperatorRequest["form"];
  readonly dagId: string | undefined;
  readonly versions: { readonly composer?: string; readonly provider?: string };
  /** Its namespace is not known and has to be said before it runs: this leads to the field. Null when it is known. */
  readonly sayNamespace: (() => void) | null;
};

/**
 * The form of a KubernetesPodOperator task, and the Python that it gives. `actions` puts more under the Python, such as a
 * rehearsal; it is given the task as it stands, null while something in the form is wrong.
 */
export function OperatorTool({ actions }: { readonly actions?: (ready: ReadyOperator | null) => ReactNode }) {
  const { draft, change, reset, ready } = useSessionDraft("drawbridge.operator.1", operatorDraft, firstOperator);
  const shared = useVersions();
  const versions = shared.versions;
  const reading = useMemo(() => readOperator(draft, versions), [draft, versions]);
  const settled = useSettled(reading);
  const problems = settled.ok || reading.ok ? noProblems : settled.problems;
  const isReady = ready && shared.ready;
  const { answer, problem, loading, retry } = useAnswer<GeneratedPython>(
    "operator",
    isReady && reading.ok ? reading.request : null,
  );
  const old = loading || problem !== null || !reading.ok;
  const part = { draft, onDraft: change };
  const form = useRef<HTMLFormElement>(null);
  const sayNamespace = () => {
    const field = form.current?.querySelector<HTMLElement>('[data-path="form.namespace"]');
    const folded = field?.closest("details");
    if (folded) folded.open = true;
    field?.focus();
  };

  return (
    <ProblemsContext value={problems}>
      <TwoColumns
        form={
          <form ref={form} aria-label="Operator" noValidate onSubmit={(event) => event.preventDefault()}>
            <fieldset disabled={!isReady} className="card min-w-0 overflow-hidden">
              <legend className="sr-only">Operator</legend>
              <FormPart title="Environment" paths={["versions"]} summary={versionsSummary(versions)} initiallyOpen>
                <VersionsFields
                  versions={versions}
                  onVersions={shared.change}
                  environments={shared.environments}
                  airflowKnown={versions.composer !== "" && answer?.versions.airflow != null}
                />
              </FormPart>
              <TaskFields {...part} />
              <ValueFields {...part} />
              <PlaceFields {...part} />
              <ResourceFields {...part} />
              <LifeFields {...part} />
              <FormPart title="Whole DAG" paths={["dag"]} summary={draft.wholeDag ? draft.dag.dagId : "no"}>
                <SwitchField
                  label="Write a DAG around the task"
                  checked={draft.wholeDag}
                  onChange={(wholeDag) => change({ wholeDag })}
                />
                {draft.wholeDag && (
                  <DagFields dag={draft.dag} onDag={(dag) => change({ dag: { ...draft.dag, ...dag } })} />
                )}
              </FormPart>
              <div className="border-t border-line px-4 py-2.5">
                <Button variant="ghost" size="small" className="-ml-2 max-sm:h-11" onClick={reset}>
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
              {settled.ok
                ? answer && !old && `Python written. ${count(answer.advice.length, "note")}.`
                : "Something in the form is wrong."}
            </p>
            <ToolProblem problem={problem} wrong={problems.size} onRetry={retry} />
            <PythonOutput
              code={answer?.code ?? null}
              file={pythonFile(draft.wholeDag ? draft.dag.dagId : draft.taskId)}
              old={old}
              stale={problem !== null || problems.size > 0}
            />
            {answer && <VersionsLine versions={answer.versions} />}
            {actions?.(reading.ok ? readyOperator(reading.request, shared.environments, answer, sayNamespace) : null)}
            {answer && <AdviceList advice={answer.advice} />}
          </section>
        }
      />
    </ProblemsContext>
  );
}

/**
 * The versions of a chosen environment are its image's, and the provider's where only one is possible. Composer has a
 * namespace for a task that names none; anywhere else it depends on Airflow's connection.
 */
function readyOperator(
  { form, dag, versions }: OperatorRequest,
  environments: readonly EnvironmentRow[],
  answer: GeneratedPython | null,
  sayNamespace: () => void,
): ReadyOperator {
  const chosen = environments.find(({ name }) => name === versions.environment);
  const composer = versions.composer ?? chosen?.imageVersion;
  const provider = versions.provider ?? (answer ? onlyProvider(answer.versions) : null);
  const needsNamespace = form.namespace === undefined && answer !== null && answer.versions.composer === null;
  return {
    ...{ form, dagId: dag?.dagId },
    versions: { ...(composer && { composer }), ...(provider && { provider }) },
    sayNamespace: needsNamespace ? sayNamespace : null,
  };
}
