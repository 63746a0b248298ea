import { isCollection, isNode, isPair, isScalar, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";

/** Replace what is between two offsets of a text. */
export type Edit = { readonly from: number; readonly to: number; readonly text: string };

/** The text after edits that do not overlap; edits at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.from - right.from)) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

/** How far right of its line's start an offset is. A byte order mark takes no room. */
export function columnOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return offset - lineStart - (text[lineStart] === "\ufeff" ? 1 : 0);
}

/** The start of the next line; `offset` itself when it is at the start of one. The text must end with a line break. */
export function nextLine(text: string, offset: number): number {
  return text[offset - 1] === "\n" ? offset : text.indexOf("\n", offset) + 1;
}

/** True for `{…}` and `[…]`, in contrast to mappings and lists in lines. */
export function isFlow(node: Node): boolean {
  return node.srcToken?.type === "flow-collection";
}

/** The offset where a value's text ends: of a mapping or list in lines, where its last value ends. */
export function endOf(node: Node): number {
  const end = node.range?.[1] ?? 0;
  if (!isCollection(node) || isFlow(node)) return end;
  const last = node.items.at(-1);
  const [key, value] = isPair(last) ? [last.key, last.value] : [undefined, last];
  const ends = [key, value].filter((part) => isNode(part)).map(endOf);
  return ends.length === 0 ? end : Math.max(...ends);
}

/** The offset of the dash of one item; undefined when the list is not written in lines. */
export function dashOf(list: YAMLSeq, index: number): number | undefined {
  const token = list.srcToken;
  if (token?.type !== "block-seq") return undefined;
  return token.items[index]?.start.find(({ type }) => type === "seq-item-ind")?.offset;
}

/** The pair of a key; the last one when the key is written twice. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.findLast((pair) => isScalar(pair.key) && pair.key.value === key);
}
