import { refused } from "@/lib/core/problem";
import { generateOperator as generate } from "@/lib/workload/operator/generate";
import type { GeneratedPython, OperatorRequest } from "../schema/workload-tools";
import { environmentOf, sayVersions, type VersionsContext } from "./versions";

/**
 * The Python of one KubernetesPodOperator task, alone or in a DAG, and what to know about it. Nothing is kept.
 *
 * @throws Problem of `environmentOf`; 422 with the reason, when nothing right can be written for these versions
 */
export async function generateOperator(
  context: VersionsContext,
  { form, dag, versions }: OperatorRequest,
): Promise<GeneratedPython> {
  const environment = await environmentOf(context, versions);
  const generated = generate(form, environment, dag);
  if (generated.kind === "refused") throw refused(generated.reason);
  return { code: generated.code, advice: [...generated.advice], versions: sayVersions(environment) };
}
