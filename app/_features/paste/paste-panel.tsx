"use client";

import { useDeferredValue, useId } from "react";
import type { Question } from "@/app/_client/question";
import { PasteHelp } from "@/app/_components/paste/paste-help";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Notice } from "@/app/_components/ui/notice";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { formatClusterName } from "@/lib/core/cluster-name";
import { type DetectedInput, detectInput } from "@/lib/kubernetes/detect-input";
import { PastedCluster } from "./pasted-cluster";
import { PastedError } from "./pasted-error";
import { PastedKubeconfig } from "./pasted-kubeconfig";

/** What the pasted text adds to the question; undefined while it adds nothing. */
export type Addition = Partial<Question>;

/** One box for anything: an error, a kubeconfig, an endpoint, a name. It is read in this page. */
export function PastePanel({
  text,
  onText,
  onClose,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}) {
  const id = useId();
  const { question, change, start } = useDiagnosis();
  const read = useDeferredValue(text);

  const attach = (addition: Addition, run: boolean) => {
    onText("");
    onClose();
    const next = { ...question, world: null, ...addition };
    if (run) start(next);
    else change(addition);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title="Paste what you have"
      description="An error from kubectl or gcloud, a kubeconfig, an endpoint, or a cluster’s name. It is read in this page."
    >
      <div className="thin-scroll min-h-0 flex-1 space-y-4 overflow-y-auto p-4 sm:p-5">
        <div>
          <label htmlFor={id} className="sr-only">
            Error, kubeconfig, endpoint or cluster name
          </label>
          <textarea
            id={id}
            rows={6}
            autoFocus
            spellCheck={false}
            autoComplete="off"
            placeholder="Unable to connect to the server: dial tcp 34.78.1.2:443: i/o timeout"
            value={text}
            onChange={(event) => onText(event.target.value)}
            className="thin-scroll block max-h-56 min-h-32 w-full resize-y rounded-lg border border-outline bg-surface p-3 font-mono text-sm"
          />
          {text !== "" && (
            <div className="mt-1.5 flex justify-end">
              <Button size="small" variant="ghost" onClick={() => onText("")}>
                Clear
              </Button>
            </div>
          )}
        </div>
        <p role="status" className="sr-only">
          {kindWords[detectInput(read).kind]}
        </p>
        <Reading text={read} onAttach={attach} />
      </div>
    </Dialog>
  );
}

/** Read out when the kind of what was pasted is known. */
const kindWords: Readonly<Record<DetectedInput["kind"], string>> = {
  empty: "",
  unusable: "This cannot be used.",
  kubeconfig: "Recognised as a kubeconfig.",
  endpoint: "Recognised as an endpoint.",
  "cluster-name": "Recognised as a cluster’s name.",
  "context-name": "Recognised as a context’s name.",
  "error-text": "Taken as an error text.",
};

function Reading({
  text,
  onAttach,
}: {
  readonly text: string;
  readonly onAttach: (addition: Addition, run: boolean) => void;
}) {
  const input = detectInput(text);
  switch (input.kind) {
    case "empty":
      return <PasteHelp />;
    case "unusable":
      return (
        <Notice tone="warn" title="This cannot be used">
          {input.problem}
        </Notice>
      );
    case "kubeconfig":
      return <PastedKubeconfig key={text} text={text} onAttach={onAttach} />;
    case "endpoint":
      return <PastedCluster title="An endpoint" value={input.host} clue={{ host: input.host }} onAttach={onAttach} />;
    case "cluster-name":
    case "context-name":
      return (
        <PastedCluster
          title={input.kind === "cluster-name" ? "A cluster’s name" : "A context’s name"}
          value={formatClusterName(input.name)}
          clue={{ name: input.name }}
          onAttach={onAttach}
        />
      );
    default:
      return <PastedError text={text} onAttach={onAttach} />;
  }
}
