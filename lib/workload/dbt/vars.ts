import { type DocumentOptions, type ParseOptions, parse } from "yaml";

export type Vars =
  | { readonly kind: "mapping"; readonly json: string }
  | { readonly kind: "invalid"; readonly reason: string };

/**
 * Reads what `--vars` is given: a YAML or JSON mapping in one string, or an object. Gives the text to pass: JSON, or what
 * was written where JSON would mean something else to dbt, whose YAML is 1.1 (`yes`, `1.0`, long numbers). Text with
 * templates of Airflow's is judged with a word in their place and passed on as it is.
 */
export function readVars(vars: string | Readonly<Record<string, unknown>>): Vars {
  if (typeof vars !== "string") return { kind: "mapping", json: JSON.stringify(vars) };
  const plain = withoutTemplates(vars);
  const value = parsed(plain);
  if (typeof value === "string") return { kind: "invalid", reason: value };
  const faithful = plain === vars && means(value.mapping, attempt(vars, { version: "1.1", intAsBigInt: true }));
  return { kind: "mapping", json: faithful ? JSON.stringify(value.mapping) : vars };
}

/** A word where Airflow renders a template before dbt reads the text. Linear: nothing is looked for behind the last end. */
function withoutTemplates(text: string): string {
  const ends = [
    ["}}", /\{\{.*?\}\}/gs],
    ["%}", /\{%.*?%\}/gs],
  ] as const;
  return ends.reduce((rest, [close, template]) => {
    const end = rest.lastIndexOf(close) + close.length;
    return end < close.length ? rest : rest.slice(0, end).replaceAll(template, "template") + rest.slice(end);
  }, text);
}

/** Is the value, as JSON, what YAML 1.1 reads, with whole numbers as bigint? */
function means(value: unknown, read: unknown): boolean {
  if (typeof read === "bigint") return Number.isSafeInteger(value) && BigInt(value as number) === read;
  if (typeof read === "number") return value === read && !Number.isInteger(read) && Number.isFinite(read);
  if (Array.isArray(read)) {
    return Array.isArray(value) && value.length === read.length && read.every((one, at) => means(value[at], one));
  }
  if (!isMapping(read)) return value === read;
  const keys = Object.keys(read);
  return (
    isMapping(value) &&
    Object.keys(value).length === keys.length &&
    keys.every((key) => Object.hasOwn(value, key) && means(value[key], read[key]))
  );
}

const strictly = { maxAliasCount: 0, prettyErrors: false, logLevel: "error" } as const;

function parsed(text: string): { readonly mapping: Record<string, unknown> } | string {
  if (isDeep(text)) return "It is nested too deeply.";
  let value: unknown;
  try {
    value = parse(text, strictly);
  } catch {
    return "It is neither JSON nor YAML.";
  }
  if (isMapping(value)) return { mapping: value };
  if (typeof value === "string" && isMapping(attempt(value)))
    return "It has quotes of a shell around it, which dbt reads as part of the text.";
  return "It is not a mapping of names to values.";
}

/**
 * Might it be nested more than 100 levels deep? The parser recurses, and a stack that ends inside a regular expression ends
 * the process. Brackets inside strings count as well.
 */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > deepest) return true;
  }
  return /(?:[-?:][ \t]+){100}/.test(text);
}

const deepest = 100;

function attempt(text: string, options: ParseOptions & DocumentOptions = {}): unknown {
  try {
    return parse(text, { ...strictly, ...options });
  } catch {
    return null;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
