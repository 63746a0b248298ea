"use client";

import { ClipboardPaste, Play, Square } from "lucide-react";
import type { Question } from "@/app/_client/question";
import { sameQuestion } from "@/app/_client/question";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { useDirectory } from "@/app/_features/state/directory";
import { usePanels } from "@/app/_features/state/panels";
import { Attachments } from "./attachments";
import { ClusterPicker } from "./cluster-picker";
import { EndpointPicker } from "./endpoint-picker";
import { VantagePicker } from "./vantage-picker";

/** The question: which cluster, from where, to which endpoint, with what; and the button that asks it. */
export function Toolbar() {
  const { question, change, start } = useDiagnosis();
  /* A diagnosis only reads, so an answer is never more than a choice away. */
  const ask = (part: Partial<Question>) => {
    const next = { ...question, world: null, ...part };
    if (next.cluster) start(next);
    else change(part);
  };
  const { clusters } = useDirectory();
  const panels = usePanels();
  const row = clusters.find(({ resource }) => resource === question.cluster);
  return (
    <section aria-label="Question" className="space-y-2.5">
      <div className="flex flex-col gap-2.5 lg:flex-row">
        <div className="card grid min-w-0 flex-1 gap-px overflow-hidden bg-line sm:grid-cols-2 md:flex">
          <ClusterPicker selected={question.cluster} onPick={({ resource }) => ask({ cluster: resource })} />
          <VantagePicker vantage={question.vantage} onPick={(vantage) => ask({ vantage })} />
          <EndpointPicker endpoint={question.endpoint} cluster={row} onPick={(endpoint) => ask({ endpoint })} />
        </div>
        <div className="flex gap-2.5">
          <Button onClick={() => panels.show("paste")} className="h-11.5 flex-1 rounded-xl">
            <ClipboardPaste aria-hidden="true" />
            <span>
              Paste<span className="max-xs:sr-only lg:sr-only xl:not-sr-only"> an error or kubeconfig</span>
            </span>
          </Button>
          <RunButton />
        </div>
      </div>
      <Attachments />
    </section>
  );
}

function RunButton() {
  const { question, run, asked, start, cancel } = useDiagnosis();
  const panels = usePanels();
  if (run.status === "running") {
    return (
      <Button onClick={cancel} className="h-11.5 w-36 rounded-xl">
        <Square aria-hidden="true" />
        Cancel
      </Button>
    );
  }
  const again = asked !== null && sameQuestion(question, asked);
  return (
    <Button
      variant="primary"
      data-shortcut="r"
      onClick={() => (question.cluster ? start(question) : panels.show("clusters"))}
      className="h-11.5 w-36 rounded-xl"
    >
      <Play aria-hidden="true" />
      {again ? "Run again" : "Run"}
      <span className="max-sm:hidden">
        <Kbd onAccent>r</Kbd>
      </span>
    </Button>
  );
}
