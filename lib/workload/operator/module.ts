import type { EnvironmentVersions } from "../airflow/environment";
import { compareVersions, type Version } from "../airflow/versions";
import {
  boolean,
  call,
  dict,
  type Expression,
  type Keyword,
  none,
  number,
  raw,
  string,
  strings,
  writeCall,
} from "../python/expression";
import { pyIdentifier } from "../python/identifier";
import { type Import, writeImports } from "../python/imports";
import type { DagForm, OperatorForm } from "./form";
import { writeTask } from "./task";

/** Tasks of a DAG that belong together, in the order in which they run; `id` null means without a TaskGroup. */
export type Group = { readonly id: string | null; readonly tasks: readonly OperatorForm[] };

const indent = "    ";

/**
 * A whole DAG file: imports, the DAG, its tasks one after the other, its groups one after the other. `airflow` decides
 * between `schedule` and `schedule_interval` and where the names are imported from.
 */
export function writeDag(
  dag: DagForm,
  groups: readonly Group[],
  environment: EnvironmentVersions,
  airflow: Version,
): string {
  const grouped = groups.some(({ id }) => id !== null);
  const imports: Import[] = [...airflowImports(airflow, grouped)];
  const taken = new Set(["pendulum", "timedelta", "k8s", "dag", "airflow", "kubernetes"]);
  const blocks: string[] = [];
  const chain: string[] = [];
  for (const { id, tasks } of groups) {
    const group = id === null ? null : pyIdentifier(id, taken);
    const inner = group === null ? indent : indent + indent;
    const written = tasks.map((task) => writeTask(task, environment, pyIdentifier(task.taskId, taken), inner));
    imports.push(...written.flatMap((task) => task.imports));
    const order = written.length > 1 ? `\n${inner}${written.map(({ variable }) => variable).join(" >> ")}\n` : "";
    const head = group === null || id === null ? "" : `${indent}with TaskGroup(${write(id)}) as ${group}:\n`;
    blocks.push(`${head}${written.map(({ code }) => code).join("\n")}${order}`);
    chain.push(...(group === null ? written.slice(0, 1).map(({ variable }) => variable) : [group]));
  }
  const last = groups.length > 1 ? `\n${indent}${chain.join(" >> ")}\n` : "";
  const head = `with ${writeCall("DAG", dagKeywords(dag, airflow), "")}:\n`;
  return `${writeImports(imports)}\n${head}${blocks.join("\n")}${last}`;
}

function write(text: string): string {
  const expression = string(text);
  return expression.kind === "text" ? expression.text : "";
}

function airflowImports(airflow: Version, grouped: boolean): Import[] {
  const sdk = compareVersions(airflow, [3, 0, 0]) >= 0;
  const from = (module: string, name: string): Import => ({ kind: "from", module, name, place: "installed" });
  return [
    { kind: "from", module: "datetime", name: "timedelta", place: "standard" },
    { kind: "module", module: "pendulum", place: "installed" },
    from(sdk ? "airflow.sdk" : "airflow", "DAG"),
    ...(grouped ? [from(sdk ? "airflow.sdk" : "airflow.utils.task_group", "TaskGroup")] : []),
  ];
}

/** `schedule` is Airflow's name from 2.4 on (Task SDK reference, "Added in version 2.4"); Airflow 3 knows no other. */
function dagKeywords(dag: DagForm, airflow: Version): Keyword[] {
  const schedule = compareVersions(airflow, [2, 4, 0]) >= 0 ? "schedule" : "schedule_interval";
  const [year = 2024, month = 1, day = 1] = dag.startDate.split("-").map(Number);
  const start = `pendulum.datetime(${year}, ${month}, ${day}, tz=${write(dag.timeZone)})`;
  const defaults: [string, Expression][] = [
    ...(dag.owner === undefined ? [] : [["owner", string(dag.owner)] satisfies [string, Expression]]),
    ["retries", number(dag.retries)],
    ["retry_delay", call("timedelta", [["minutes", number(dag.retryDelayMinutes)]])],
  ];
  return [
    ["dag_id", string(dag.dagId)],
    ...(dag.description === undefined ? [] : [["description", string(dag.description)] satisfies Keyword]),
    [schedule, dag.schedule === null ? none : string(dag.schedule)],
    ["start_date", raw(start)],
    ["catchup", boolean(dag.catchup)],
    ...(dag.maxActiveRuns === undefined ? [] : [["max_active_runs", number(dag.maxActiveRuns)] satisfies Keyword]),
    ["default_args", dict(defaults)],
    ...(dag.tags.length === 0 ? [] : [["tags", strings(dag.tags)] satisfies Keyword]),
  ];
}
