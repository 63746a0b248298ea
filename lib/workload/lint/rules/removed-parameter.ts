import { onlyVersion, reached } from "../../airflow/provider-range";
import { parameterNamed } from "../../airflow/signatures/lookup";
import type { Parameter } from "../../airflow/signatures/parameters";
import { versionText } from "../../airflow/versions";
import { booleanValue, type KeywordArgument } from "../../python/literal";
import { textOf } from "../../python/read";
import { type CallRule, type LintContext, replaced } from "../context";
import type { LintFinding } from "../finding";

/** A parameter that the provider has dropped or is about to drop, or that it does not have yet. */
export const removedParameter: CallRule = (call, context) =>
  [...call.keywords.values()].flatMap((argument) => {
    const parameter = parameterNamed(argument.name);
    if (parameter === undefined || argument.name === "resources") return [];
    const finding =
      outdated(argument, parameter, call.given.has(parameter.replacedBy ?? ""), context) ??
      tooNew(argument, parameter, context);
    return finding === null ? [] : [finding];
  });

/** Also used for `default_args`, where the same names are given. */
export function outdated(
  argument: KeywordArgument,
  parameter: Parameter,
  replacementGiven: boolean,
  context: LintContext,
): LintFinding | null {
  const { removed, deprecated, replacedBy } = parameter;
  if (removed === null || replacedBy === undefined) return null;
  const gone = reached(context.environment.provider, removed);
  const warned = deprecated === undefined ? gone : reached(context.environment.provider, deprecated);
  if (warned === "no") return null;
  const since = deprecated === undefined ? "" : `is deprecated since provider ${versionText(deprecated)} and `;
  const message = `${parameter.name} ${since}was removed in ${versionText(removed)}. ${effect(parameter, gone === "yes")} Use ${replacedBy}.`;
  // Here the old parameter always works, and the new one may not exist yet.
  const doubtful = gone === "no" && warned === "unknown";
  const text = replacementGiven || doubtful ? null : replacement(argument, context);
  const breaks = gone === "yes" && (parameter.afterRemoval === "refused" || keeps(argument, context));
  const level = breaks ? "error" : doubtful ? "hint" : "warning";
  return replaced(argument, context, text, { rule: "removed-parameter", level, message, source: parameter.source });
}

function effect(parameter: Parameter, gone: boolean): string {
  const after = gone ? "Here" : "From then on";
  if (parameter.name === "is_delete_operator_pod") {
    return `${after} it is accepted and ignored: the DAG loads, and the pod is deleted whatever it says, unless on_finish_action says otherwise.`;
  }
  return parameter.afterRemoval === "refused"
    ? `${after} the DAG does not load with it.`
    : `${after} it has no effect.`;
}

/** Somebody who wrote False wants to keep the pods, and loses them. */
function keeps(argument: KeywordArgument, { source }: LintContext): boolean {
  return argument.name === "is_delete_operator_pod" && booleanValue(source, argument.value) === false;
}

function replacement(argument: KeywordArgument, { source }: LintContext): string | null {
  if (argument.name === "node_selectors") return `node_selector=${textOf(source, argument.value)}`;
  if (argument.name !== "is_delete_operator_pod") return null;
  const value = booleanValue(source, argument.value);
  if (value === null) return null;
  return value ? 'on_finish_action="delete_pod"' : 'on_finish_action="keep_pod"';
}

function tooNew(argument: KeywordArgument, parameter: Parameter, context: LintContext): LintFinding | null {
  const { provider } = context.environment;
  if (parameter.since === null || reached(provider, parameter.since) !== "no") return null;
  const exact = onlyVersion(provider);
  const here = exact === null ? "This environment's is older" : `This environment has ${versionText(exact)}`;
  return replaced(argument, context, null, {
    rule: "parameter-too-new",
    level: "error",
    message: `${parameter.name} exists from provider ${versionText(parameter.since)} on. ${here}: Airflow refuses it as an invalid argument.`,
    source: parameter.source,
  });
}
