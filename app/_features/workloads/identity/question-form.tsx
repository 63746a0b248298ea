"use client";

import { Play, X } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { count } from "@/app/_client/format";
import { emptyWorkloadQuestion, formatWorkloadLink } from "@/app/_client/workload-question";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { AreaField } from "@/app/_components/workloads/tools/fields";
import { FormPart } from "@/app/_components/workloads/tools/form-part";
import { type Problems, ProblemsContext } from "@/app/_components/workloads/tools/problems";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import { AccountPart } from "./account-part";
import { PlacePart } from "./place-part";
import { TargetPart } from "./target-part";
import type { Environments } from "./use-environments";
import { useNames } from "./use-names";

/** The whole question: which pod, who it is to be, and what was said or written. Enter asks it. */
export function QuestionForm({
  environments,
  problems,
  onAsk,
  onFold,
}: {
  readonly environments: Environments;
  /** Of the last attempt to ask. */
  readonly problems: Problems;
  readonly onAsk: () => void;
  /** Folds the form up; null while there is no answer to look at. */
  readonly onFold: (() => void) | null;
}) {
  const { question, change } = useWorkloadDiagnosis();
  const names = useNames(question);
  const form = useRef<HTMLFormElement>(null);
  const row = environments.environments.find(({ name }) => name === question.environment);
  const { errorText, dag, world } = question;
  const pristine = formatWorkloadLink(question) === "" && !errorText && !dag;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk();
    /* After the problems are shown. */
    requestAnimationFrame(() => {
      const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid] button");
      wrong?.focus();
    });
  };
  return (
    <ProblemsContext value={problems}>
      <form ref={form} noValidate aria-label="Question" onSubmit={submit} className="card overflow-hidden">
        <p role="alert" className="sr-only">
          {problems.size > 0 && `${count(problems.size, "field")} to correct.`}
        </p>
        {world && (
          <p className="border-b border-line bg-sunken px-4 py-2.5 text-sm text-pretty text-muted sm:px-5">{world}</p>
        )}
        <div className="grid gap-x-8 gap-y-5 px-4 py-4 sm:px-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">
            <TargetPart question={question} environments={environments} row={row} onChange={change} />
            <PlacePart question={question} generation={row?.generation ?? null} names={names} onChange={change} />
          </div>
          <AccountPart question={question} names={names} onChange={change} />
        </div>
        <div key={world} className="border-t border-line">
          <FormPart
            title="Error text"
            summary={errorText ? lastLine(errorText) : "paste what was said"}
            paths={["errorText"]}
            initiallyOpen={errorText !== ""}
          >
            <AreaField
              path="errorText"
              label="What the pod, the task or Google said"
              hint="A log’s last lines are enough. Drawbridge keeps what they say, never the text."
              placeholder="google.api_core.exceptions.Forbidden: 403 …"
              value={errorText}
              onChange={(next) => change({ errorText: next })}
            />
          </FormPart>
          <FormPart
            title="DAG"
            summary={dag ? count(dag.split("\n").length, "line") : "paste its Python"}
            paths={["dag"]}
            initiallyOpen={dag !== ""}
          >
            <AreaField
              path="dag"
              label="Python of the DAG"
              hint="It is read, never run: which namespace and account its operators name."
              rows={8}
              value={dag}
              onChange={(next) => change({ dag: next })}
            />
          </FormPart>
        </div>
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3 sm:px-5">
          <p className="mr-auto text-sm text-muted max-sm:basis-full">
            {problems.size > 0 ? (
              <span className="text-fail">{count(problems.size, "field")} to correct.</span>
            ) : (
              "Looking changes nothing."
            )}
          </p>
          {!pristine && (
            <Button variant="ghost" className="max-sm:h-11" onClick={() => change(emptyWorkloadQuestion)}>
              <X aria-hidden="true" />
              Clear
            </Button>
          )}
          {onFold && (
            <Button className="max-sm:h-11" onClick={onFold}>
              Fold up
            </Button>
          )}
          <Button type="submit" variant="primary" data-shortcut="r" className="max-sm:h-11 max-sm:flex-1">
            <Play aria-hidden="true" />
            Check the chain
            <span className="max-sm:hidden">
              <Kbd onAccent>r</Kbd>
            </span>
          </Button>
        </div>
      </form>
    </ProblemsContext>
  );
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
