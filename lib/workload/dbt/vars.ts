import { parse } from "yaml";

export type Vars =
  | { readonly kind: "mapping"; readonly json: string }
  | { readonly kind: "invalid"; readonly reason: string };

/** Airflow renders templates before dbt reads the text; here one stands for a word. */
const template = /\{\{.*?\}\}|\{%.*?%\}/gs;

/**
 * Reads what `--vars` is given: a YAML or JSON mapping in one string, or an object. Gives the JSON to pass. Text with
 * templates of Airflow's is judged with a word in their place and passed on as it is.
 */
export function readVars(vars: string | Readonly<Record<string, unknown>>): Vars {
  if (typeof vars !== "string") return { kind: "mapping", json: JSON.stringify(vars) };
  const templated = template.test(vars);
  template.lastIndex = 0;
  const value = parsed(vars.replace(template, "template"));
  if (typeof value === "string") return { kind: "invalid", reason: value };
  return { kind: "mapping", json: templated ? vars : JSON.stringify(value.mapping) };
}

function parsed(text: string): { readonly mapping: Record<string, unknown> } | string {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: "error" });
  } catch {
    return "It is neither JSON nor YAML.";
  }
  if (isMapping(value)) return { mapping: value };
  if (typeof value === "string" && isMapping(attempt(value)))
    return "It has quotes of a shell around it, which dbt reads as part of the text.";
  return "It is not a mapping of names to values.";
}

function attempt(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: "error" });
  } catch {
    return null;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
