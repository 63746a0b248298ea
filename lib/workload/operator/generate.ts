import type { EnvironmentVersions } from "../airflow/environment";
import type { Version } from "../airflow/versions";
import { pyIdentifier } from "../python/identifier";
import { writeImports } from "../python/imports";
import type { Advice, Generated } from "./advice";
import { advise } from "./advise";
import type { DagForm, OperatorForm } from "./form";
import { impossible } from "./impossible";
import { type Group, writeDag } from "./module";
import { writeTask } from "./task";

/**
 * The Python of one KubernetesPodOperator task that is right for the environment's versions, with its imports and, when
 * `dag` is given, a whole DAG around it. Both forms are already parsed by their schemas.
 */
export function generateOperator(form: OperatorForm, environment: EnvironmentVersions, dag?: DagForm): Generated {
  if (dag !== undefined) return generateDag(dag, [{ id: null, tasks: [form] }], environment);
  const reason = impossible(form, environment);
  if (reason !== null) return { kind: "refused", reason };
  const task = writeTask(form, environment, pyIdentifier(form.taskId, new Set(["k8s", "timedelta"])), "");
  return { kind: "generated", code: `${writeImports(task.imports)}\n${task.code}`, advice: advise(form, environment) };
}

/** A DAG of several tasks, in groups or not. Refused when one of its tasks is, or when Airflow's version is not known. */
export function generateDag(dag: DagForm, groups: readonly Group[], environment: EnvironmentVersions): Generated {
  const tasks = groups.flatMap((group) => group.tasks);
  for (const task of tasks) {
    const reason = impossible(task, environment);
    if (reason !== null) return { kind: "refused", reason };
  }
  const airflow = environment.airflow;
  if (airflow === null) return { kind: "refused", reason: noAirflow };
  return {
    kind: "generated",
    code: writeDag(dag, groups, environment, airflow satisfies Version),
    advice: unique(tasks, environment),
  };
}

const noAirflow =
  "Say the image version or Airflow's version: `schedule` is right from Airflow 2.4 on, `schedule_interval` before, and Airflow 3 has other imports.";

function unique(tasks: readonly OperatorForm[], environment: EnvironmentVersions): Advice[] {
  const all = tasks.flatMap((task) => advise(task, environment));
  return [...new Map(all.map((advice) => [`${advice.code} ${advice.message}`, advice])).values()];
}
