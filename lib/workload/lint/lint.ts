import type { EnvironmentVersions } from "../airflow/environment";
import { readNames } from "../python/names";
import { readPython } from "../python/read";
import { operatorCalls } from "./calls";
import type { CallRule, FileRule, LintContext } from "./context";
import { readDefaults } from "./defaults";
import type { LintFinding } from "./finding";
import { configFile } from "./rules/config-file";
import { dbtUnion } from "./rules/dbt-union";
import { dbtVars } from "./rules/dbt-vars";
import { defaultArguments } from "./rules/default-arguments";
import { environmentVariables } from "./rules/environment-variables";
import { finishAction } from "./rules/finish-action";
import { image } from "./rules/image";
import { importPath } from "./rules/import-path";
import { namespace } from "./rules/namespace";
import { podName } from "./rules/pod-name";
import { removedParameter } from "./rules/removed-parameter";
import { resources } from "./rules/resources";
import { startupTimeout } from "./rules/startup-timeout";

const callRules: readonly CallRule[] = [
  namespace,
  configFile,
  resources,
  removedParameter,
  finishAction,
  startupTimeout,
  podName,
  image,
  environmentVariables,
  dbtVars,
];
const fileRules: readonly FileRule[] = [importPath, defaultArguments, dbtUnion];

export type LintResult = {
  /** In the order of the text. */
  readonly findings: readonly LintFinding[];
  /** How many calls of KubernetesPodOperator were recognised: with 0 there was little to check. */
  readonly operators: number;
};

/**
 * Reads a DAG file and reports what is wrong with its KubernetesPodOperator calls for these versions. What cannot be
 * told from the file (`**kwargs`, values that are computed) is not reported. A file that is not Python gives one finding.
 */
export function lintDag(text: string, environment: EnvironmentVersions): LintResult {
  const read = readPython(text);
  if (read.kind === "unreadable") {
    const { line, column, reason } = read;
    const source = "Lezer's Python grammar";
    return {
      operators: 0,
      findings: [{ rule: "unreadable", level: "error", line, column, message: reason, fix: null, source }],
    };
  }
  const { source } = read;
  const names = readNames(source);
  const context: LintContext = { source, names, environment, defaults: readDefaults(names) };
  const calls = operatorCalls(names);
  const findings = [
    ...fileRules.flatMap((rule) => rule(calls, context)),
    ...calls.flatMap((call) => callRules.flatMap((rule) => rule(call, context))),
  ];
  const once = new Map(
    findings.map((finding) => [`${finding.line}:${finding.column}:${finding.rule}:${finding.message}`, finding]),
  );
  return {
    operators: calls.length,
    findings: [...once.values()].toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
