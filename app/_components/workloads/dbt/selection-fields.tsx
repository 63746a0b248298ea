"use client";

import { AreaField, type Option, SelectField, SwitchField, TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import { CombineChoice } from "./combine-choice";
import type { DbtDraft } from "./draft";

export type DbtPart = { readonly draft: DbtDraft; readonly onDraft: (part: Partial<DbtDraft>) => void };

const modes: readonly Option<DbtDraft["mode"]>[] = (
  ["run", "test", "build", "seed", "snapshot", "compile", "ls"] as const
).map((value) => ({ value, label: value }));
const matches: readonly Option<DbtDraft["tagsMatch"]>[] = [
  { value: "all", label: "all of these tags" },
  { value: "any", label: "any of these tags" },
];

/** What dbt is to do, and with which models. */
export function SelectionFields({ draft, onDraft }: DbtPart) {
  return (
    <FormPart title="What to run" paths={["form.mode", "form.select", "form.target"]} initiallyOpen>
      <div className="grid grid-cols-2 gap-4">
        <SelectField
          path="form.mode"
          label="Command"
          value={draft.mode}
          options={modes}
          onChange={(mode) => onDraft({ mode })}
        />
        <TextField
          path="form.target"
          label="Target"
          placeholder="the profile’s own"
          value={draft.target}
          onChange={(target) => onDraft({ target })}
        />
      </div>
      <TextField
        path="form.select.paths"
        label="Paths"
        placeholder="models/stage"
        value={draft.paths}
        onChange={(paths) => onDraft({ paths })}
        hint="Blanks between several, here and below."
      />
      <div className="grid grid-cols-[minmax(0,1fr)_9.5rem] items-end gap-2">
        <TextField
          path="form.select.tags"
          label="Tags"
          placeholder="hourly"
          value={draft.tags}
          onChange={(tags) => onDraft({ tags })}
        />
        <SelectField
          path="form.select.tagsMatch"
          label="How many of the tags"
          hiddenLabel
          value={draft.tagsMatch}
          options={matches}
          onChange={(tagsMatch) => onDraft({ tagsMatch })}
        />
      </div>
      <TextField
        path="form.select.models"
        label="Models"
        placeholder="+orders"
        value={draft.models}
        onChange={(models) => onDraft({ models })}
        hint="+orders: with all it needs · orders+: with all that needs it · 2+orders: two steps back · @orders: both, and what these need."
      />
      <CombineChoice value={draft.combine} onChange={(combine) => onDraft({ combine })} />
      <TextField
        path="form.select.exclude"
        label="Except"
        placeholder="tag:slow"
        value={draft.exclude}
        onChange={(exclude) => onDraft({ exclude })}
        hint="Terms as dbt has them."
      />
    </FormPart>
  );
}

/** The rest of the command line. */
export function OptionFields({ draft, onDraft }: DbtPart) {
  const whole = draft.view === "arguments";
  return (
    <FormPart
      title="Options"
      summary={[whole && draft.profilesDir, draft.vars && "vars", whole && draft.fullRefresh && "full refresh"]
        .filter(Boolean)
        .join(", ")}
      paths={["form.vars", "form.profilesDir", "form.projectDir"]}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {whole && (
          <TextField
            path="form.profilesDir"
            label="Profiles’ folder"
            placeholder="profile/stage"
            value={draft.profilesDir}
            onChange={(profilesDir) => onDraft({ profilesDir })}
          />
        )}
        <TextField
          path="form.projectDir"
          label="Project’s folder"
          value={draft.projectDir}
          onChange={(projectDir) => onDraft({ projectDir })}
        />
      </div>
      <AreaField
        path="form.vars"
        label="Variables (--vars)"
        rows={3}
        placeholder={'{"execution_date": "{{ ds }}"}'}
        value={draft.vars}
        onChange={(vars) => onDraft({ vars })}
        hint="A mapping, as JSON or YAML."
      />
      {whole && (
        <SwitchField
          label="Full refresh"
          hint="Builds incremental models from nothing."
          checked={draft.fullRefresh}
          onChange={(fullRefresh) => onDraft({ fullRefresh })}
        />
      )}
    </FormPart>
  );
}
