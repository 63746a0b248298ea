"use client";

import { count } from "@/app/_client/format";
import { type Option, SelectField, TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import { Rows } from "../tools/rows";
import type { PairRow, SecretRow } from "./draft";
import type { DraftPart } from "./task-fields";

const ways: readonly Option<SecretRow["as"]>[] = [
  { value: "variable", label: "As a variable" },
  { value: "volume", label: "As files" },
];

/** What the container is given: variables, and Secrets of Kubernetes. */
export function ValueFields({ draft, onDraft }: DraftPart) {
  const amounts = [
    draft.environment.length > 0 && count(draft.environment.length, "variable"),
    draft.secrets.length > 0 && count(draft.secrets.length, "Secret"),
  ].filter(Boolean);
  return (
    <FormPart
      title="Variables and Secrets"
      summary={amounts.join(", ") || "none"}
      paths={["form.environment", "form.secrets"]}
    >
      <Pairs
        path="form.environment"
        title="Environment variables"
        one="variable"
        most={200}
        pairs={draft.environment}
        onPairs={(environment) => onDraft({ environment })}
      />
      <Rows<SecretRow>
        path="form.secrets"
        title="Kubernetes Secrets"
        one="Secret"
        hint="The Secret has to be in the pod’s namespace. Its value is in neither the DAG nor Airflow."
        rows={draft.secrets}
        blank={{ as: "variable", target: "", secret: "", key: "" }}
        most={50}
        onRows={(secrets) => onDraft({ secrets: [...secrets] })}
        row={(row, set, index) => (
          <div className="grid grid-cols-2 gap-1.5">
            <TextField
              path={`form.secrets.${index}.secret`}
              label={`Name of Secret ${index + 1}`}
              hiddenLabel
              placeholder="Secret"
              value={row.secret}
              onChange={(secret) => set({ ...row, secret })}
            />
            <TextField
              path={`form.secrets.${index}.key`}
              label={`Key of Secret ${index + 1}`}
              hiddenLabel
              placeholder={row.as === "variable" ? "key" : "key, or all"}
              value={row.key}
              onChange={(key) => set({ ...row, key })}
            />
            <SelectField
              path={`form.secrets.${index}.as`}
              label={`How Secret ${index + 1} is given`}
              hiddenLabel
              value={row.as}
              options={ways}
              onChange={(as) => set({ ...row, as })}
            />
            <TextField
              path={`form.secrets.${index}.target`}
              label={row.as === "variable" ? `Variable of Secret ${index + 1}` : `Path of Secret ${index + 1}`}
              hiddenLabel
              placeholder={row.as === "variable" ? "VARIABLE" : "/var/secrets"}
              value={row.target}
              onChange={(target) => set({ ...row, target })}
            />
          </div>
        )}
      />
    </FormPart>
  );
}

/** Rows of a name and a value. */
export function Pairs({
  path,
  title,
  one,
  most,
  pairs,
  onPairs,
}: {
  readonly path: string;
  readonly title: string;
  readonly one: string;
  readonly most: number;
  readonly pairs: readonly PairRow[];
  readonly onPairs: (pairs: PairRow[]) => void;
}) {
  return (
    <Rows<PairRow>
      path={path}
      title={title}
      one={one}
      rows={pairs}
      blank={{ name: "", value: "" }}
      most={most}
      onRows={(rows) => onPairs([...rows])}
      row={(pair, set, index) => (
        <div className="grid grid-cols-2 gap-1.5">
          <TextField
            path={`${path}.${index}.name`}
            label={`Name of ${one} ${index + 1}`}
            hiddenLabel
            placeholder="name"
            value={pair.name}
            onChange={(name) => set({ ...pair, name })}
          />
          <TextField
            path={`${path}.${index}.value`}
            label={`Value of ${one} ${index + 1}`}
            hiddenLabel
            placeholder="value"
            value={pair.value}
            onChange={(value) => set({ ...pair, value })}
          />
        </div>
      )}
    />
  );
}
