"use client";

import { type Option, SelectField, SwitchField, TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import type { OperatorDraft } from "./draft";
import type { DraftPart } from "./task-fields";

const endings: readonly Option<OperatorDraft["afterwards"]>[] = [
  { value: "delete", label: "Delete it" },
  { value: "delete-succeeded", label: "Delete it only if it succeeded" },
  { value: "delete-active", label: "Delete it only while it is active" },
  { value: "keep", label: "Keep it" },
];
const perhaps: readonly Option<"" | "yes" | "no">[] = [
  { value: "", label: "As the operator does it" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** Logs, what becomes of the pod, and how long things may take. */
export function LifeFields({ draft, onDraft }: DraftPart) {
  const ending = endings.find(({ value }) => value === draft.afterwards)?.label;
  return (
    <FormPart
      title="Logs, end and time limits"
      summary={ending && `${ending} afterwards`}
      paths={[
        "form.startupTimeoutSeconds",
        "form.scheduleTimeoutSeconds",
        "form.executionTimeoutMinutes",
        "form.retries",
      ]}
    >
      <SwitchField
        label="Show the container’s log in Airflow"
        checked={draft.logContainer}
        onChange={(logContainer) => onDraft({ logContainer })}
      />
      <SwitchField
        label="Show the pod’s events when it fails"
        checked={draft.logEvents}
        onChange={(logEvents) => onDraft({ logEvents })}
      />
      <SelectField
        path="form.logs.podSpecOnFailure"
        label="Write the pod’s whole specification when it fails"
        value={draft.logPodSpec}
        options={perhaps}
        onChange={(logPodSpec) => onDraft({ logPodSpec })}
      />
      <SelectField
        path="form.afterwards"
        label="The pod, afterwards"
        value={draft.afterwards}
        options={endings}
        onChange={(afterwards) => onDraft({ afterwards })}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <TextField
          path="form.startupTimeoutSeconds"
          label="Start within (seconds)"
          placeholder="600"
          value={draft.startupTimeoutSeconds}
          onChange={(startupTimeoutSeconds) => onDraft({ startupTimeoutSeconds })}
        />
        <TextField
          path="form.scheduleTimeoutSeconds"
          label="Find a node within (seconds)"
          value={draft.scheduleTimeoutSeconds}
          onChange={(scheduleTimeoutSeconds) => onDraft({ scheduleTimeoutSeconds })}
        />
        <TextField
          path="form.executionTimeoutMinutes"
          label="End within (minutes)"
          value={draft.executionTimeoutMinutes}
          onChange={(executionTimeoutMinutes) => onDraft({ executionTimeoutMinutes })}
        />
        <TextField
          path="form.retries"
          label="Retries"
          value={draft.retries}
          onChange={(retries) => onDraft({ retries })}
        />
      </div>
      <SelectField
        path="form.deferrable"
        label="Wait in the triggerer (deferrable)"
        value={draft.deferrable}
        options={perhaps}
        onChange={(deferrable) => onDraft({ deferrable })}
      />
      <SwitchField
        label="Hand its result to other tasks (XCom)"
        hint="What the container writes to /airflow/xcom/return.json."
        checked={draft.pushXcom}
        onChange={(pushXcom) => onDraft({ pushXcom })}
      />
    </FormPart>
  );
}
