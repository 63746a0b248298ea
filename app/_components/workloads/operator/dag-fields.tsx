"use client";

import { SwitchField, TextField } from "../tools/fields";
import type { DagDraft } from "./draft";

/** The DAG around tasks. */
export function DagFields({
  dag,
  onDag,
}: {
  readonly dag: DagDraft;
  readonly onDag: (part: Partial<DagDraft>) => void;
}) {
  return (
    <div className="space-y-4">
      <TextField path="dag.dagId" label="DAG id" required value={dag.dagId} onChange={(dagId) => onDag({ dagId })} />
      <TextField
        path="dag.schedule"
        label="Schedule"
        placeholder="only when triggered"
        examples={["@daily", "@hourly", "0 3 * * *"]}
        value={dag.schedule}
        onChange={(schedule) => onDag({ schedule })}
        hint="A cron expression or a preset. Empty: only when somebody triggers it."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          path="dag.startDate"
          label="From"
          placeholder="2024-01-31"
          value={dag.startDate}
          onChange={(startDate) => onDag({ startDate })}
        />
        <TextField
          path="dag.timeZone"
          label="Time zone"
          examples={["UTC", "Europe/Berlin", "Asia/Seoul"]}
          value={dag.timeZone}
          onChange={(timeZone) => onDag({ timeZone })}
        />
        <TextField
          path="dag.retries"
          label="Retries"
          placeholder="1"
          value={dag.retries}
          onChange={(retries) => onDag({ retries })}
        />
        <TextField
          path="dag.retryDelayMinutes"
          label="Between them (minutes)"
          placeholder="5"
          value={dag.retryDelayMinutes}
          onChange={(retryDelayMinutes) => onDag({ retryDelayMinutes })}
        />
        <TextField path="dag.owner" label="Owner" value={dag.owner} onChange={(owner) => onDag({ owner })} />
        <TextField
          path="dag.maxActiveRuns"
          label="Runs at once, at most"
          value={dag.maxActiveRuns}
          onChange={(maxActiveRuns) => onDag({ maxActiveRuns })}
        />
      </div>
      <TextField
        path="dag.tags"
        label="Tags"
        placeholder="dbt, hourly"
        value={dag.tags}
        onChange={(tags) => onDag({ tags })}
        hint="With commas between them."
      />
      <TextField
        path="dag.description"
        label="Description"
        value={dag.description}
        onChange={(description) => onDag({ description })}
      />
      <SwitchField
        label="Catch up with the past"
        hint="Run once for each interval since the start date."
        checked={dag.catchup}
        onChange={(catchup) => onDag({ catchup })}
      />
    </div>
  );
}
