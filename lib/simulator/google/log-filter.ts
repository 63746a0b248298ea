import { isJsonObject } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";

/** A filter, read: a test of one entry, or what the simulator cannot read. */
export type LogFilter = { readonly matches: (entry: JsonObject) => boolean } | { readonly unsupported: string };

type Condition = (entry: JsonObject) => boolean;

const comparison = /^([\w.@]+)\s*(=~|!=|>=|<=|=|:|>|<)\s*("(?:[^"\\]|\\.)*"|\([^)]*\)|[^\s()]+)/;
const quoted = /^"((?:[^"\\]|\\.)*)"/;

/**
 * Reads the part of Cloud Logging's query language that audit-log look-ups use: comparisons of fields joined by AND, with
 * `field=("a" OR "b")`, and bare quoted texts. Top-level OR and NOT are unsupported, and said so.
 */
export function parseLogFilter(filter: string): LogFilter {
  const conditions: Condition[] = [];
  let rest = filter.replace(/--.*$/gm, "").trim();
  while (rest) {
    const [whole = "", field = "", operator = "", value = ""] = comparison.exec(rest) ?? [];
    const [quotedWhole = "", text = ""] = quoted.exec(rest) ?? [];
    const joiner = /^AND\b/.exec(rest)?.[0] ?? "";
    const taken = whole || quotedWhole || joiner;
    if (!taken) return { unsupported: rest.split(/\s/)[0] ?? rest };
    if (whole) conditions.push(compare(field.split("."), operator, valuesOf(value)));
    else if (quotedWhole) conditions.push((entry) => JSON.stringify(entry).includes(text));
    rest = rest.slice(taken.length).trim();
  }
  return { matches: (entry) => conditions.every((condition) => condition(entry)) };
}

function compare(path: readonly string[], operator: string, wanted: readonly string[]): Condition {
  return (entry) => {
    const actual = fieldText(entry, path);
    if (operator === "!=") return !wanted.includes(actual ?? "");
    return actual !== undefined && wanted.some((value) => holds(actual, operator, value));
  };
}

function holds(actual: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case "=":
      return actual === wanted;
    case ":":
      return actual.toLowerCase().includes(wanted.toLowerCase());
    case "=~":
      return new RegExp(wanted).test(actual);
    default:
      return ordered(comparable(actual), operator, comparable(wanted));
  }
}

function ordered(actual: number | string, operator: string, wanted: number | string): boolean {
  if (operator === ">=") return actual >= wanted;
  if (operator === "<=") return actual <= wanted;
  return operator === ">" ? actual > wanted : actual < wanted;
}

/** Times compare as times, whatever their fraction's digits; anything else as text. */
function comparable(text: string): number | string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : time;
}

function valuesOf(text: string): readonly string[] {
  const inner = text.startsWith("(") ? text.slice(1, -1).split(/\s+OR\s+/) : [text];
  return inner.map((value) =>
    value
      .trim()
      .replace(/^"([\s\S]*)"$/, "$1")
      .replace(/\\(.)/g, "$1"),
  );
}

function fieldText(entry: JsonObject, path: readonly string[]): string | undefined {
  let value: Json | undefined = entry;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
}
