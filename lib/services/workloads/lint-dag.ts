import { lintDag as lint } from "@/lib/workload/lint/lint";
import type { LintAnswer, LintRequest } from "../schema/workload-tools";
import { environmentOf, sayVersions, type VersionsContext } from "./versions";

/**
 * What is wrong with the KubernetesPodOperator calls of a DAG file. It is read, never run, and nothing of it is kept.
 *
 * @throws Problem of `environmentOf`
 */
export async function lintDag(context: VersionsContext, { source, versions }: LintRequest): Promise<LintAnswer> {
  const environment = await environmentOf(context, versions);
  const { findings, operators } = lint(source, environment);
  return { findings: [...findings], operators, versions: sayVersions(environment) };
}
