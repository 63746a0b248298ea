import { reached } from "../../airflow/provider-range";
import { parameterNamed } from "../../airflow/signatures/lookup";
import { entriesOf, type KeywordArgument, stringValue, unwrap } from "../../python/literal";
import { pyString } from "../../python/quote";
import { textOf } from "../../python/read";
import { type CallRule, type LintContext, replaced } from "../context";
import type { LintFinding } from "../finding";

const source = parameterNamed("resources")?.source ?? "";
const needsImport = "(with `from kubernetes.client import models as k8s`)";

/** Resources are a V1ResourceRequirements object in `container_resources`; the `resources` dict is gone. */
export const resources: CallRule = (call, context) => {
  const findings: LintFinding[] = [];
  const old = call.keywords.get("resources");
  if (old !== undefined) findings.push(...formerName(old, call.given.has("container_resources"), context));
  const now = call.keywords.get("container_resources");
  if (now !== undefined && isDict(now, context)) {
    const value = requirements(now, context);
    const message = `container_resources takes a V1ResourceRequirements object ${needsImport}, not a dict: the pod is created without these resources, or not at all.`;
    findings.push(
      replaced(now, context, value === null ? null : `container_resources=${value}`, {
        rule: "dict-resources",
        level: "error",
        message,
        source,
      }),
    );
  }
  return findings;
};

function formerName(argument: KeywordArgument, given: boolean, context: LintContext): LintFinding[] {
  const { provider } = context.environment;
  if (reached(provider, [4, 2, 0]) === "no") return [];
  const gone = reached(provider, [5, 0, 0]) === "yes";
  const doubtful = reached(provider, [5, 0, 0]) === "no" && reached(provider, [4, 2, 0]) === "unknown";
  const value = isDict(argument, context) ? requirements(argument, context) : textOf(context.source, argument.value);
  const message = `resources is container_resources since provider 4.2.0, with a V1ResourceRequirements object ${needsImport}; support for the old one was dropped in 5.0.0${gone ? ": the DAG does not load" : ""}.`;
  const fix = value === null || given || doubtful ? null : `container_resources=${value}`;
  return [
    replaced(argument, context, fix, {
      rule: "resources",
      level: gone ? "error" : doubtful ? "hint" : "warning",
      message,
      source,
    }),
  ];
}

function isDict({ value }: KeywordArgument, context: LintContext): boolean {
  return unwrap(value).name === "DictionaryExpression" || entriesOf(context.source, value) !== null;
}

/** The dict as `k8s.V1ResourceRequirements(...)`; null when its keys are not those of either form. */
function requirements({ value }: KeywordArgument, context: LintContext): string | null {
  const entries = entriesOf(context.source, value);
  if (entries === null || entries.length === 0) return null;
  if (entries.every(({ key }) => key === "requests" || key === "limits")) {
    return `k8s.V1ResourceRequirements(${entries.map((entry) => `${entry.key}=${textOf(context.source, entry.value)}`).join(", ")})`;
  }
  const sides = new Map<string, string[]>();
  for (const { key, value } of entries) {
    const match = /^(request|limit)_(cpu|memory|ephemeral_storage)$/.exec(key);
    if (match === null) return null;
    const side = `${match[1]}s`;
    const name = (match[2] ?? "").replace("_", "-");
    const amount = stringValue(context.source, value);
    const text = amount === null ? textOf(context.source, value) : pyString(amount);
    sides.set(side, [...(sides.get(side) ?? []), `${pyString(name)}: ${text}`]);
  }
  return `k8s.V1ResourceRequirements(${[...sides].map(([side, parts]) => `${side}={${parts.join(", ")}}`).join(", ")})`;
}
