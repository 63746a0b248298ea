import { childrenOf, type PyNode, type PythonSource, textOf } from "./read";

/** The value of a string literal (also of adjacent ones, and in parentheses); null for f-strings, bytes and everything else. */
export function stringValue(source: PythonSource, node: PyNode): string | null {
  const inner = unwrap(node);
  if (inner.name === "String") return decode(textOf(source, inner));
  if (inner.name !== "ContinuedString") return null;
  const parts = childrenOf(inner).map((part) => (part.name === "String" ? decode(textOf(source, part)) : null));
  return parts.some((part) => part === null) ? null : parts.join("");
}

/** A whole number that is written out (`600`, `1_000`, also `60 * 10`); null for everything else. */
export function integerValue(source: PythonSource, node: PyNode): number | null {
  const inner = unwrap(node);
  const text = textOf(source, inner);
  if (inner.name === "Number") return /^\d+(_\d+)*$/.test(text) ? Number(text.replaceAll("_", "")) : null;
  if (inner.name !== "BinaryExpression") return null;
  const [left, operator, right] = childrenOf(inner);
  if (left === undefined || right === undefined || operator === undefined || textOf(source, operator) !== "*")
    return null;
  const [first, second] = [integerValue(source, left), integerValue(source, right)];
  return first === null || second === null ? null : first * second;
}

/** True, False, or null for everything else. */
export function booleanValue(source: PythonSource, node: PyNode): boolean | null {
  const inner = unwrap(node);
  if (inner.name !== "Boolean") return null;
  return textOf(source, inner) === "True";
}

/** The elements of a list or tuple display; null for everything else, and when one of them is unpacked. */
export function elementsOf(node: PyNode): PyNode[] | null {
  const inner = unwrap(node);
  if (inner.name !== "ArrayExpression" && inner.name !== "TupleExpression") return null;
  const parts = childrenOf(inner).filter(({ name }) => !["[", "]", "(", ")", ","].includes(name));
  return parts.some(({ name }) => name === "*" || name === "for") ? null : parts;
}

export type Entry = { readonly key: string; readonly keyNode: PyNode; readonly value: PyNode };

/** The entries of a dict display with string keys, or of `dict(a=1)`; null for everything else, unpacked and computed keys included. */
export function entriesOf(source: PythonSource, node: PyNode): Entry[] | null {
  const inner = unwrap(node);
  if (inner.name === "DictionaryExpression") return displayed(source, inner);
  if (inner.name !== "CallExpression") return null;
  const [callee, list] = childrenOf(inner);
  if (callee === undefined || list === undefined || textOf(source, callee) !== "dict") return null;
  const found = argumentsOf(source, list);
  if (found.positional || found.unpacked.length > 0) return null;
  return found.keywords.map(({ name, nameNode, value }) => ({ key: name, keyNode: nameNode, value }));
}

function displayed(source: PythonSource, node: PyNode): Entry[] | null {
  const entries: Entry[] = [];
  const parts = childrenOf(node).filter(({ name }) => !["{", "}", ","].includes(name));
  for (let index = 0; index < parts.length; index += 3) {
    const [keyNode, colon, value] = parts.slice(index, index + 3);
    if (keyNode === undefined || colon?.name !== ":" || value === undefined) return null;
    const key = stringValue(source, keyNode);
    if (key === null) return null;
    entries.push({ key, keyNode, value });
  }
  return entries;
}

export type KeywordArgument = { readonly name: string; readonly nameNode: PyNode; readonly value: PyNode };

/** What stands between the parentheses of a call. `unpacked` are the values after `**`; `positional` also counts `*`. */
export function argumentsOf(
  source: PythonSource,
  list: PyNode,
): { keywords: KeywordArgument[]; unpacked: PyNode[]; positional: boolean } {
  const keywords: KeywordArgument[] = [];
  const unpacked: PyNode[] = [];
  let positional = false;
  const parts = childrenOf(list);
  for (let index = 0; index < parts.length; index += 1) {
    const [part, next, value] = parts.slice(index, index + 3);
    if (part === undefined || ["(", ")", ","].includes(part.name)) continue;
    if (part.name === "**" && next !== undefined) {
      unpacked.push(next);
      index += 1;
    } else if (part.name === "VariableName" && next?.name === "AssignOp" && value !== undefined) {
      keywords.push({ name: textOf(source, part), nameNode: part, value });
      index += 2;
    } else {
      positional = true;
    }
  }
  return { keywords, unpacked, positional };
}

export function unwrap(node: PyNode): PyNode {
  let inner = node;
  while (inner.name === "ParenthesizedExpression") {
    const [, content, close] = childrenOf(inner);
    if (content === undefined || close?.name !== ")") return inner;
    inner = content;
  }
  return inner;
}

const simple: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

function decode(literal: string): string | null {
  const match = /^([A-Za-z]{0,2})("""|'''|"|')/.exec(literal);
  if (match === null) return null;
  const [opening, prefix = "", quote = ""] = match;
  const kind = prefix.toLowerCase();
  if (kind.includes("b") || kind.includes("f") || kind.includes("t")) return null;
  const body = literal.slice(opening.length, literal.length - quote.length);
  if (kind.includes("r")) return body;
  let known = true;
  const text = body.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|[\s\S])/g,
    (all, escaped: string) => {
      const plain = simple[escaped];
      if (plain !== undefined) return plain;
      const code = /^[0-7]/.test(escaped)
        ? Number.parseInt(escaped, 8)
        : /^[xuU]./.test(escaped)
          ? Number.parseInt(escaped.slice(1), 16)
          : null;
      if (escaped.startsWith("N{") || (code !== null && code > 0x10ffff)) known = false;
      return code === null || !known ? all : String.fromCodePoint(code);
    },
  );
  return known ? text : null;
}
