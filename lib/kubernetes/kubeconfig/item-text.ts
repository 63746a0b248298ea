import { isMap, isNode, isScalar, isSeq, type YAMLSeq } from "yaml";
import { columnOf, dashOf, endOf } from "./yaml-places";

const jsonWord = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?)$/;

/** A value in JSON, which is YAML too. Scalars keep their kind; an alias, which JSON cannot have, becomes null. */
export function jsonText(node: unknown): string {
  if (isMap(node)) {
    return `{${node.items.map(({ key, value }) => `${JSON.stringify(wordOf(key))}: ${jsonText(value)}`).join(", ")}}`;
  }
  if (isSeq(node)) return `[${node.items.map(jsonText).join(", ")}]`;
  if (!isScalar(node)) return "null";
  const word = wordOf(node);
  if (node.type !== "PLAIN") return JSON.stringify(word);
  return word === "" ? "null" : jsonWord.test(word) ? word : JSON.stringify(word);
}

function wordOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : "";
}

/**
 * One item of a list as `source` writes it, dash first, for a list whose dashes are at `column`.
 * The first line has no indentation, the last one no white space at its end.
 */
export function itemText(source: string, list: YAMLSeq, index: number, column: number): string {
  const item = list.items[index];
  const dash = dashOf(list, index);
  if (dash === undefined || !isNode(item)) return `- ${jsonText(item)}`;
  const move = column - columnOf(source, dash);
  const [first = "", ...rest] = source.slice(dash, endOf(item)).trimEnd().split(/\r?\n/);
  return [first, ...rest.map((line) => (line === "" ? line : moved(line, move)))].join("\n");
}

function moved(line: string, by: number): string {
  return by >= 0 ? " ".repeat(by) + line : line.replace(new RegExp(`^ {0,${-by}}`), "");
}
