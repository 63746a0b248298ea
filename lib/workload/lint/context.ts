import type { EnvironmentVersions } from "../airflow/environment";
import type { KeywordArgument } from "../python/literal";
import type { Names } from "../python/names";
import type { PythonSource } from "../python/read";
import type { OperatorCall } from "./calls";
import type { Defaults } from "./defaults";
import { findingAt, type LintFinding, lineWith, type Said } from "./finding";

/** What a rule sees of the file. */
export type LintContext = {
  readonly source: PythonSource;
  readonly names: Names;
  readonly environment: EnvironmentVersions;
  readonly defaults: Defaults;
};

/** A rule about one call. */
export type CallRule = (call: OperatorCall, context: LintContext) => readonly LintFinding[];
/** A rule about the whole file. */
export type FileRule = (calls: readonly OperatorCall[], context: LintContext) => readonly LintFinding[];

/** Can nothing in the file give this parameter? False as well when that cannot be told. */
export function isMissing(call: OperatorCall, { defaults }: LintContext, name: string): boolean {
  if (!call.complete || !defaults.complete || call.given.has(name)) return false;
  return defaults.entries.every(({ key }) => key !== name);
}

/** The finding that a parameter is missing, at the call, with the call's first line corrected. `argument` is null when no value can be proposed. */
export function missing(call: OperatorCall, { source }: LintContext, argument: string | null, said: Said): LintFinding {
  const open = call.list.from + 1;
  const next = source.text[open] ?? "\n";
  const gap = next === "\n" || next === ")" ? "" : " ";
  const fix = argument === null ? null : lineWith(source, open, open, `${argument},${gap}`);
  return findingAt(source, call.node, { ...said, fix });
}

/** The finding about a given argument, with the argument replaced by `text`. In a dict, where `name=` is not the form, there is no fix. */
export function replaced(
  argument: KeywordArgument,
  { source }: LintContext,
  text: string | null,
  said: Said,
): LintFinding {
  const inCall = argument.nameNode.name === "VariableName";
  const fix = text === null || !inCall ? null : lineWith(source, argument.nameNode.from, argument.value.to, text);
  return findingAt(source, argument.nameNode, { ...said, fix });
}
