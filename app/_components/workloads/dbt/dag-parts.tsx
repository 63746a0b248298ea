"use client";

import { count } from "@/app/_client/format";
import { DagFields } from "../operator/dag-fields";
import { AreaField, type Option, SelectField, SwitchField, TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import { Rows } from "../tools/rows";
import { CombineChoice } from "./combine-choice";
import { blankLayer, blankLoad, type DbtDraft, type LayerRow, type LoadRow } from "./draft";
import type { DbtPart } from "./selection-fields";

const matches: readonly Option<DbtDraft["tagsMatch"]>[] = [
  { value: "all", label: "all of its tags" },
  { value: "any", label: "any of its tags" },
];

/** The layers of the DAG, one TaskGroup each. */
export function LayerFields({ draft, onDraft }: DbtPart) {
  const tagged = draft.layers.some(({ tags }) => tags.trim() !== "");
  return (
    <FormPart title="Layers" paths={["dag.layers"]} summary={count(draft.layers.length, "layer")} initiallyOpen>
      <Rows<LayerRow>
        path="dag.layers"
        title="One TaskGroup each, in this order"
        one="layer"
        rows={draft.layers}
        blank={blankLayer}
        most={20}
        onRows={(layers) => onDraft({ layers: [...layers] })}
        row={(row, set, index) => <Layer row={row} set={set} path={`dag.layers.${index}`} number={index + 1} />}
      />
      {tagged && (
        <>
          <CombineChoice value={draft.combine} onChange={(combine) => onDraft({ combine })} />
          <SelectField
            path="dag.tagsMatch"
            label="A model needs"
            value={draft.tagsMatch}
            options={matches}
            onChange={(tagsMatch) => onDraft({ tagsMatch })}
          />
        </>
      )}
    </FormPart>
  );
}

function Layer({
  row,
  set,
  path,
  number,
}: {
  readonly row: LayerRow;
  readonly set: (row: LayerRow) => void;
  readonly path: string;
  readonly number: number;
}) {
  return (
    <fieldset className="min-w-0 rounded-lg border border-line p-2.5">
      <legend className="sr-only">Layer {number}</legend>
      <div className="grid gap-2 xs:grid-cols-2">
        <TextField path={`${path}.name`} label="Name" value={row.name} onChange={(name) => set({ ...row, name })} />
        <TextField
          path={`${path}.paths`}
          label="Paths"
          value={row.paths}
          onChange={(paths) => set({ ...row, paths })}
        />
        <TextField path={`${path}.tags`} label="Tags" value={row.tags} onChange={(tags) => set({ ...row, tags })} />
        <TextField
          path={`${path}.target`}
          label="Target"
          value={row.target}
          onChange={(target) => set({ ...row, target })}
        />
      </div>
      <TextField
        path={`${path}.profilesDir`}
        label="Profiles’ folder"
        className="mt-2"
        value={row.profilesDir}
        onChange={(profilesDir) => set({ ...row, profilesDir })}
      />
      <SwitchField label="Test it after it ran" checked={row.test} onChange={(test) => set({ ...row, test })} />
    </fieldset>
  );
}

/** What comes before dbt: extract and load. */
export function LoadFields({ draft, onDraft }: DbtPart) {
  return (
    <FormPart
      title="Extract and load"
      paths={["dag.extractLoad"]}
      summary={draft.load.length === 0 ? "none" : count(draft.load.length, "task")}
    >
      <Rows<LoadRow>
        path="dag.extractLoad"
        title="Tasks before the first layer, one after the other"
        one="task"
        rows={draft.load}
        blank={blankLoad}
        most={20}
        onRows={(load) => onDraft({ load: [...load] })}
        row={(row, set, index) => (
          <fieldset className="min-w-0 space-y-2 rounded-lg border border-line p-2.5">
            <legend className="sr-only">Task {index + 1}</legend>
            <TextField
              path={`dag.extractLoad.${index}.taskId`}
              label="Task id"
              value={row.taskId}
              onChange={(taskId) => set({ ...row, taskId })}
            />
            <TextField
              path={`dag.extractLoad.${index}.image`}
              label="Image"
              value={row.image}
              onChange={(image) => set({ ...row, image })}
            />
            <AreaField
              path={`dag.extractLoad.${index}.arguments`}
              label="Arguments"
              rows={2}
              value={row.arguments}
              onChange={(words) => set({ ...row, arguments: words })}
              hint="One a line."
            />
          </fieldset>
        )}
      />
    </FormPart>
  );
}

/** The pods of all tasks. */
export function PodFields({ draft, onDraft }: DbtPart) {
  return (
    <FormPart title="Pods" paths={["dag.pod"]} summary={draft.serviceAccount || undefined} initiallyOpen>
      <TextField
        path="dag.pod.image"
        label="Image with dbt"
        required
        value={draft.image}
        onChange={(image) => onDraft({ image })}
      />
      <div className="grid gap-4 xs:grid-cols-2">
        <TextField
          path="dag.pod.namespace"
          label="Namespace"
          placeholder="composer-user-workloads"
          value={draft.namespace}
          onChange={(namespace) => onDraft({ namespace })}
        />
        <TextField
          path="dag.pod.serviceAccount"
          label="Service account"
          placeholder="default"
          value={draft.serviceAccount}
          onChange={(serviceAccount) => onDraft({ serviceAccount })}
        />
        <TextField
          path="dag.pod.cpu"
          label="CPU"
          placeholder="500m"
          value={draft.cpu}
          onChange={(cpu) => onDraft({ cpu })}
        />
        <TextField
          path="dag.pod.memory"
          label="Memory"
          placeholder="1Gi"
          value={draft.memory}
          onChange={(memory) => onDraft({ memory })}
        />
      </div>
    </FormPart>
  );
}

/** The DAG itself. */
export function AroundFields({ draft, onDraft }: DbtPart) {
  return (
    <FormPart
      title="DAG"
      paths={[
        "dag.dagId",
        "dag.schedule",
        "dag.startDate",
        "dag.timeZone",
        "dag.retries",
        "dag.retryDelayMinutes",
        "dag.owner",
        "dag.maxActiveRuns",
        "dag.tags",
        "dag.description",
      ]}
      summary={draft.dag.dagId}
    >
      <DagFields dag={draft.dag} onDag={(dag) => onDraft({ dag: { ...draft.dag, ...dag } })} />
    </FormPart>
  );
}
