import { type Document, isSeq, type Node, Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { jsonText } from "./item-text";
import type { Source } from "./merge-lines";
import { sectionKeys } from "./sections";
import { pairOf } from "./yaml-places";

/**
 * Puts the addition's entries into an existing file that is JSON, or YAML in brackets, and writes the whole file again.
 * Comments, order and quotes stay; white space may change. New values are written as JSON, so that JSON stays JSON.
 * Changes `document`, which is what `existing` was read from. Undefined when a section is an alias.
 */
export function mergeDocument(document: Document.Parsed, existing: Source, addition: Source): string | undefined {
  for (const key of sectionKeys) {
    const items = pairOf(addition.root, key)?.value;
    if (!isSeq(items) || items.items.length === 0) continue;
    const list = listIn(existing, key);
    if (!list) return undefined;
    const names = list.items.map((item) => existing.fields.textField(item, "name"));
    for (const item of items.items) {
      const place = names.indexOf(addition.fields.textField(item, "name"));
      const json = jsonText(item);
      if (place < 0) list.items.push(fromJson(json));
      else if (jsonText(list.items[place]) !== json) list.items[place] = fromJson(json);
    }
  }
  const current = addition.fields.textField(addition.root, "current-context");
  if (current && current !== existing.fields.textField(existing.root, "current-context")) {
    setKey(existing.root, "current-context", fromJson(JSON.stringify(current)));
  }
  const text = document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
  const jsonIndent = /^\s*\{\r?\n([ \t]+)"/.exec(existing.text)?.[1];
  return jsonIndent === undefined ? text : indentedJson(text, jsonIndent);
}

/** JSON in lines; other text as it is. */
function indentedJson(text: string, indent: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, indent)}\n`;
  } catch {
    return text;
  }
}

function listIn({ root, fields }: Source, key: string): YAMLSeq | undefined {
  if (fields.field(root, key) === undefined) setKey(root, key, fromJson("[]"));
  const list = pairOf(root, key)?.value;
  return isSeq(list) ? list : undefined;
}

function setKey(root: YAMLMap, key: string, value: Node | null): void {
  const pair = pairOf(root, key);
  if (pair) pair.value = value;
  else root.items.push(new Pair(fromJson(JSON.stringify(key)), value));
}

function fromJson(json: string): Node | null {
  return parseDocument(json, { schema: "failsafe" }).contents;
}
