import { lintDag as lint } from "@/lib/workload/lint/lint";
import type { LintAnswer, LintRequest } from "../schema/workload-tools";
import { environmentOf, sayVersions } from "./versions";

/** What is wrong with the KubernetesPodOperator calls of a DAG file. It is read, never run, and nothing of it is kept. */
export function lintDag({ source, versions }: LintRequest): LintAnswer {
  const environment = environmentOf(versions);
  const { findings, operators } = lint(source, environment);
  return { findings: [...findings], operators, versions: sayVersions(environment) };
}
