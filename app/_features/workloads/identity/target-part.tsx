"use client";

import type { WorkloadQuestion } from "@/app/_client/workload-question";
import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { RadioCards } from "@/app/_components/question/radio-cards";
import { Button } from "@/app/_components/ui/button";
import { Notice } from "@/app/_components/ui/notice";
import { environmentWords } from "@/app/_components/workloads/identity/environment-rows";
import { FieldProblem } from "@/app/_components/workloads/tools/fields";
import { useProblem } from "@/app/_components/workloads/tools/problems";
import { ClusterPicker } from "@/app/_features/diagnose/cluster-picker";
import { EnvironmentPicker } from "./environment-picker";
import type { Environments } from "./use-environments";

/** Where the pod runs: in a Composer environment, or on a cluster. */
export function TargetPart({
  question,
  environments,
  row,
  onChange,
}: {
  readonly question: WorkloadQuestion;
  readonly environments: Environments;
  /** What is known of the chosen environment. */
  readonly row: EnvironmentRow | undefined;
  readonly onChange: (part: Partial<WorkloadQuestion>) => void;
}) {
  const { target, environment, cluster } = question;
  const path = `target.${target}`;
  const wrong = useProblem(path) !== undefined;
  return (
    <div className="space-y-3">
      <RadioCards
        name="target"
        legend="The pod runs in"
        value={target}
        onChange={(next) => onChange({ target: next })}
        cards={[
          { value: "environment", title: "A Composer environment", note: "Airflow starts it, as a task." },
          { value: "cluster", title: "A cluster", note: "Any GKE cluster, with or without Airflow." },
        ]}
      />
      <div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would say the same twice. */}
        <div
          role="group"
          aria-label={target === "environment" ? "Composer environment" : "Cluster"}
          aria-describedby="target-problem"
          data-invalid={wrong || undefined}
          className="flex overflow-hidden rounded-lg border border-outline data-invalid:border-fail"
        >
          {target === "environment" ? (
            <EnvironmentPicker
              environments={environments}
              selected={environment}
              onPick={(next, picked) =>
                onChange({ environment: next, ...(picked?.generation === 3 ? { place: "composer" } : {}) })
              }
            />
          ) : (
            <ClusterPicker selected={cluster} onPick={({ resource }) => onChange({ cluster: resource })} />
          )}
        </div>
        <FieldProblem id="target-problem" path={path} />
        {target === "environment" && <EnvironmentNotes environments={environments} row={row} chosen={environment} />}
      </div>
    </div>
  );
}

function EnvironmentNotes({
  environments: { listing, problem, missing, reload },
  row,
  chosen,
}: {
  readonly environments: Environments;
  readonly row: EnvironmentRow | undefined;
  readonly chosen: string | null;
}) {
  return (
    <div className="space-y-2 not-empty:mt-1.5">
      {row && (
        <p className="text-sm text-pretty text-muted">
          {environmentWords(row)}
          {row.state !== "RUNNING" && <span className="font-medium text-warn"> · {row.state.toLowerCase()}</span>}
          {" · "}
          {row.cluster ? `cluster ${row.cluster.split("/").at(-1)}` : "its cluster is Google’s own, out of sight"}
        </p>
      )}
      {chosen && !row && listing === "complete" && (
        <p className="text-sm text-muted">It is not among those that could be listed; it is asked for by its name.</p>
      )}
      {problem && (
        <Notice
          tone="warn"
          title="Environments could not be listed"
          action={
            <Button size="small" className="max-sm:h-11" onClick={reload}>
              Try again
            </Button>
          }
        >
          {problem.detail} One can still be named in full.
        </Notice>
      )}
      {missing.length > 0 && (
        <p className="text-sm text-pretty text-warn">
          Could not be asked: {missing.map(({ location }) => location).join(", ")}. Environments there are missing from
          the list.
        </p>
      )}
    </div>
  );
}
