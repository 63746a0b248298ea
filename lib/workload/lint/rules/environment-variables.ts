import { looksLikeSecret } from "../../operator/secret-name";
import { argumentsOf, elementsOf, stringValue, unwrap } from "../../python/literal";
import { childrenOf, type PyNode, textOf } from "../../python/read";
import { knownEntries } from "../../python/resolve";
import type { CallRule, LintContext } from "../context";
import { findingAt, type LintFinding, lineWith } from "../finding";

type Variable = { readonly name: string; readonly value: PyNode; readonly node: PyNode };

/** Secrets in plain text, and values that are not strings. The value of a secret is never repeated. */
export const environmentVariables: CallRule = (call, context) => {
  const argument = call.keywords.get("env_vars");
  if (argument === undefined) return [];
  return variables(argument.value, context).flatMap((variable) => [
    ...secret(variable, context),
    ...notText(variable, context),
  ]);
};

function variables(value: PyNode, { names, source }: LintContext): Variable[] {
  const entries = knownEntries(names, value);
  if (entries !== null) return entries.map(({ key, keyNode, value }) => ({ name: key, value, node: keyNode }));
  return (elementsOf(value) ?? []).flatMap((element): Variable[] => {
    const [callee, list] = childrenOf(unwrap(element));
    if (callee === undefined || list?.name !== "ArgList" || !textOf(source, callee).endsWith("V1EnvVar")) return [];
    const keywords = new Map(argumentsOf(source, list).keywords.map((keyword) => [keyword.name, keyword.value]));
    const [nameNode, content] = [keywords.get("name"), keywords.get("value")];
    const name = nameNode === undefined ? null : stringValue(source, nameNode);
    return name === null || content === undefined ? [] : [{ name, value: content, node: element }];
  });
}

function secret({ name, value, node }: Variable, { source }: LintContext): LintFinding[] {
  const text = stringValue(source, value);
  if (text === null || !looksLikeSecret(name, text)) return [];
  return [
    findingAt(source, node, {
      rule: "plain-secret",
      level: "warning",
      message: `${name} looks like a secret in plain text: readable in the DAG file, in Airflow's rendered templates and in the pod. Put it into a Kubernetes Secret and name that in secrets=[Secret("env", "${name}", …)].`,
      source: "Airflow, Masking sensitive data",
    }),
  ];
}

function notText({ name, value, node }: Variable, { source }: LintContext): LintFinding[] {
  const inner = unwrap(value);
  if (inner.name !== "Number" && inner.name !== "Boolean") return [];
  const text = textOf(source, inner);
  // Other numbers (`1_000`, `0x10`) have another text.
  const same = inner.name === "Boolean" || /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
  return [
    findingAt(source, node, {
      rule: "environment-not-text",
      level: "error",
      message: `The value of ${name} is not a string; Kubernetes takes strings only.`,
      source: "Kubernetes API, EnvVar.value",
      fix: same ? lineWith(source, inner.from, inner.to, `"${text}"`) : null,
    }),
  ];
}
