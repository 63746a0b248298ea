import type { EnvironmentVersions } from "../airflow/environment";
import type { Generated } from "../operator/advice";
import type { OperatorForm } from "../operator/form";
import { generateDag } from "../operator/generate";
import type { Group } from "../operator/module";
import { dbtArguments } from "./arguments";
import type { DbtDagForm, DbtForm } from "./form";

/** Airflow takes 250, with `extract_load.` before it. */
const longestId = 237;

/**
 * The article's DAG as Python: a group for extract and load (when it has tasks), then one for each layer, in their
 * order; in each, dbt runs and then, unless switched off, tests.
 */
export function generateDbtDag(form: DbtDagForm, environment: EnvironmentVersions): Generated {
  const ids = form.extractLoad.map(({ taskId }) => taskId);
  if (new Set(ids).size < ids.length || ids.some((id) => id.length > longestId)) {
    return {
      kind: "refused",
      reason: `Each task of extract and load needs an id of its own, of at most ${longestId} characters: its group's name comes before it.`,
    };
  }
  const groups: Group[] = form.extractLoad.length === 0 ? [] : [{ id: "extract_load", tasks: form.extractLoad }];
  for (const layer of form.layers) {
    const tasks: OperatorForm[] = [];
    for (const mode of layer.test ? (["run", "test"] as const) : (["run"] as const)) {
      const built = dbtArguments(dbtOf(form, layer, mode));
      if (built.kind === "refused") return { kind: "refused", reason: `${layer.name}: ${built.reason}` };
      const command = form.pod.command.length === 0 ? ["dbt"] : form.pod.command;
      tasks.push({ ...form.pod, command, taskId: `dbt_${mode}_${layer.name}`, arguments: [...built.arguments] });
    }
    groups.push({ id: layer.name, tasks });
  }
  if (new Set(groups.map(({ id }) => id)).size < groups.length) {
    return {
      kind: "refused",
      reason: "Each layer needs a name of its own; extract_load is the name of the first group.",
    };
  }
  return generateDag(form.dag, groups, environment);
}

function dbtOf(form: DbtDagForm, layer: DbtDagForm["layers"][number], mode: DbtForm["mode"]): DbtForm {
  return {
    mode,
    select: layer.select,
    target: layer.target,
    profilesDir: layer.profilesDir,
    projectDir: form.projectDir,
    vars: form.vars,
    fullRefresh: false,
  };
}
