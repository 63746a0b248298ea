import { isCollection, isNode, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { itemText, jsonText } from "./item-text";
import { sectionKeys } from "./sections";
import type { Fields } from "./yaml-fields";
import { applyEdits, columnOf, dashOf, type Edit, endOf, isFlow, nextLine, pairOf } from "./yaml-places";

/** A parsed kubeconfig with the text it comes from, whose last line ends with a line break. */
export type Source = { readonly text: string; readonly root: YAMLMap; readonly fields: Fields };

/**
 * Puts the addition's entries into the existing text: every character outside the values that are replaced stays.
 * Undefined when a value that must change is not written in lines (`{…}`, `[…]`, an alias).
 */
export function mergeLines(existing: Source, addition: Source): string | undefined {
  const firstKey = existing.root.items[0]?.key;
  if (isFlow(existing.root) || !isNode(firstKey)) return undefined;
  const margin = columnOf(existing.text, firstKey.range?.[0] ?? 0);
  const edits: (readonly Edit[] | undefined)[] = [];
  const newLines: string[] = [];

  for (const key of sectionKeys) {
    const items = pairOf(addition.root, key)?.value;
    if (!isSeq(items) || items.items.length === 0) continue;
    const pair = pairOf(existing.root, key);
    if (isInLines(pair?.value)) {
      edits.push(editsOfList(existing, pair.value, addition, items));
      continue;
    }
    const lines = items.items.map((_, index) => indented(itemText(addition.text, items, index, margin), margin));
    if (pair) edits.push(editOfValue(existing.text, pair, `\n${lines.join("\n")}`));
    else newLines.push(indented(`${key}:`, margin), ...lines);
  }

  const current = addition.fields.textField(addition.root, "current-context");
  const currentPair = pairOf(existing.root, "current-context");
  if (current && current !== existing.fields.textField(existing.root, "current-context")) {
    if (currentPair) edits.push(editOfValue(existing.text, currentPair, ` ${nameText(current)}`));
    else newLines.push(indented(`current-context: ${nameText(current)}`, margin));
  }
  const end = nextLine(existing.text, endOf(existing.root));
  edits.push([{ from: end, to: end, text: newLines.map((line) => `${line}\n`).join("") }]);
  return edits.includes(undefined)
    ? undefined
    : applyEdits(
        existing.text,
        edits.flatMap((some) => some ?? []),
      );
}

/** Replaces the items that have a new one's name, unless they say the same already, and puts the others at the end. */
function editsOfList(existing: Source, list: YAMLSeq, addition: Source, items: YAMLSeq): readonly Edit[] | undefined {
  const names = list.items.map((item) => existing.fields.textField(item, "name"));
  const column = columnOf(existing.text, dashOf(list, 0) ?? 0);
  const end = nextLine(existing.text, endOf(list));
  const edits: Edit[] = [];
  for (const [index, item] of items.items.entries()) {
    const text = itemText(addition.text, items, index, column);
    const place = names.indexOf(addition.fields.textField(item, "name"));
    const old = list.items[place];
    const from = dashOf(list, place);
    if (place < 0) edits.push({ from: end, to: end, text: `${indented(text, column)}\n` });
    else if (!isNode(old) || from === undefined) return undefined;
    else if (jsonText(old) !== jsonText(item)) edits.push({ from, to: trimmedEnd(existing.text, endOf(old)), text });
  }
  return edits;
}

/** Replaces a scalar, an empty list or nothing at all, with the white space between it and its colon. */
function editOfValue(text: string, { value }: Pair, replacement: string): readonly Edit[] | undefined {
  const empty = isScalar(value) || (isCollection(value) && value.items.length === 0);
  if (!empty || !isNode(value) || !value.range) return undefined;
  const [start, end] = value.range;
  return [
    { from: trimmedEnd(text, start), to: Math.max(trimmedEnd(text, end), trimmedEnd(text, start)), text: replacement },
  ];
}

function isInLines(value: unknown): value is YAMLSeq {
  return isSeq(value) && dashOf(value, 0) !== undefined;
}

function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

function indented(text: string, column: number): string {
  return " ".repeat(column) + text;
}

/** A context's name as a value; quoted unless it is one that gcloud writes. */
function nameText(name: string): string {
  return /^gke_[\w.:-]*\w$/.test(name) ? name : JSON.stringify(name);
}
