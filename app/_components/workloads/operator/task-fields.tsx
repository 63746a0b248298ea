"use client";

import { type Option, SelectField, SwitchField, TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import { Rows } from "../tools/rows";
import type { OperatorDraft } from "./draft";

export type DraftPart = {
  readonly draft: OperatorDraft;
  readonly onDraft: (part: Partial<OperatorDraft>) => void;
};

const pullPolicies: readonly Option<OperatorDraft["imagePullPolicy"]>[] = [
  { value: "", label: "As the cluster does it" },
  { value: "Always", label: "Always" },
  { value: "IfNotPresent", label: "Only if it is not there" },
  { value: "Never", label: "Never" },
];

/** What runs: the task, its image, its command. */
export function TaskFields({ draft, onDraft }: DraftPart) {
  return (
    <FormPart title="Task" paths={["form.taskId", "form.image", "form.command", "form.arguments"]} initiallyOpen>
      <TextField
        path="form.taskId"
        label="Task id"
        required
        value={draft.taskId}
        onChange={(taskId) => onDraft({ taskId })}
      />
      <TextField
        path="form.image"
        label="Image"
        required
        placeholder="europe-docker.pkg.dev/project/repository/image:1.2"
        value={draft.image}
        onChange={(image) => onDraft({ image })}
      />
      <SelectField
        path="form.imagePullPolicy"
        label="Pull the image"
        value={draft.imagePullPolicy}
        options={pullPolicies}
        onChange={(imagePullPolicy) => onDraft({ imagePullPolicy })}
      />
      <Words
        path="form.command"
        title="Command"
        one="word"
        hint="Takes the place of the image’s entrypoint. Empty: the image’s own."
        words={draft.command}
        onWords={(command) => onDraft({ command })}
      />
      <Words
        path="form.arguments"
        title="Arguments"
        one="argument"
        hint="One argument a row, without a shell’s quotes."
        words={draft.arguments}
        onWords={(words) => onDraft({ arguments: words })}
      />
      <SwitchField
        label="Airflow fills in {{ … }}"
        hint="Off: braces reach the container as they are."
        checked={draft.templates === "render"}
        onChange={(render) => onDraft({ templates: render ? "render" : "literal" })}
      />
    </FormPart>
  );
}

function Words({
  path,
  title,
  one,
  hint,
  words,
  onWords,
}: {
  readonly path: string;
  readonly title: string;
  readonly one: string;
  readonly hint: string;
  readonly words: readonly string[];
  readonly onWords: (words: string[]) => void;
}) {
  return (
    <Rows
      path={path}
      title={title}
      one={one}
      hint={hint}
      rows={words}
      blank=""
      most={200}
      onRows={(next) => onWords([...next])}
      row={(word, set, index) => (
        <TextField path={`${path}.${index}`} label={`${title} ${index + 1}`} hiddenLabel value={word} onChange={set} />
      )}
    />
  );
}
