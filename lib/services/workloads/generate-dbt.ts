import { refused } from "@/lib/core/problem";
import { command } from "@/lib/kubernetes/shell-quote";
import { dbtArguments } from "@/lib/workload/dbt/arguments";
import { generateDbtDag as generate } from "@/lib/workload/dbt/dag";
import type { DbtDagForm, DbtForm } from "@/lib/workload/dbt/form";
import { selectTerms } from "@/lib/workload/dbt/select-terms";
import { asSets, readSelection } from "@/lib/workload/dbt/selection";
import { pyString } from "@/lib/workload/python/quote";
import type { DbtAnswer, WorkloadVersions } from "../schema/workload-tools";
import { environmentOf, sayVersions, type VersionsContext } from "./versions";

/** @throws Problem 422 with the reason, when dbt cannot be told so in one command */
export function generateDbt(form: DbtForm): DbtAnswer {
  const built = dbtArguments(form);
  if (built.kind === "refused") throw refused(built.reason);
  const { sentence, instead } = built;
  const words = [...built.arguments];
  const expression = (select: readonly string[]) => asSets(readSelection(select));
  return {
    kind: "arguments",
    arguments: words,
    command: command(["dbt", ...words]),
    python: pythonList(words),
    sentence,
    expression: expression(selectTerms(form.select) ?? []),
    instead: instead && { ...instead, select: [...instead.select], expression: expression(instead.select) },
    advice: [...built.advice],
  };
}

const longestLine = 100;

/** As the operator's keyword, one argument a line where it is long. */
function pythonList(words: readonly string[]): string {
  const written = words.map(pyString);
  const line = `arguments=[${written.join(", ")}],`;
  return line.length <= longestLine ? line : `arguments=[\n${written.map((word) => `    ${word},\n`).join("")}],`;
}

/** @throws Problem of `environmentOf`; 422 with the reason, when nothing right can be written for these versions */
export async function generateDbtDag(
  context: VersionsContext,
  form: DbtDagForm,
  versions: WorkloadVersions,
): Promise<DbtAnswer> {
  const environment = await environmentOf(context, versions);
  const generated = generate(form, environment);
  if (generated.kind === "refused") throw refused(generated.reason);
  return { kind: "dag", code: generated.code, advice: [...generated.advice], versions: sayVersions(environment) };
}
