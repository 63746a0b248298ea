import { stringValue, unwrap } from "../python/literal";
import type { Names } from "../python/names";
import { childrenOf, type PyNode, textOf } from "../python/read";

/**
 * What the text that an expression makes starts with, as far as it is written out: `f"tag:{v},"` starts with "tag:".
 * Follows a name to everything that is assigned or added to it, and `.strip()` and `",".join(…)` to what they work on.
 * "" when nothing can be told, or not with a moderate effort.
 */
export function leadingText(names: Names, node: PyNode): string {
  return leading(names, node, { left: 300 });
}

type Effort = { left: number };

function leading(names: Names, node: PyNode, effort: Effort): string {
  effort.left -= 1;
  if (effort.left < 0) return "";
  const inner = unwrap(node);
  const literal = stringValue(names.source, inner);
  if (literal !== null) return literal;
  switch (inner.name) {
    case "FormatString":
      return formatted(names, inner);
    case "ContinuedString":
    case "BinaryExpression":
      return inner.firstChild === null ? "" : leading(names, inner.firstChild, effort);
    case "CallExpression":
      return called(names, inner, effort);
    case "VariableName":
      return named(names, inner, effort);
    default:
      return "";
  }
}

/** The constant start of an f-string. */
function formatted(names: Names, node: PyNode): string {
  const text = textOf(names.source, node);
  const opening = /^[A-Za-z]*("""|'''|"|')/.exec(text)?.[0].length ?? 0;
  const first = node.firstChild;
  const end = first === null ? text.length - 1 : first.from - node.from;
  return text.slice(opening, end);
}

function called(names: Names, node: PyNode, effort: Effort): string {
  const [callee, list] = childrenOf(node);
  if (callee?.name !== "MemberExpression" || callee.firstChild === null || callee.lastChild === null) return "";
  const method = textOf(names.source, callee.lastChild);
  if (["strip", "rstrip", "lstrip", "lower"].includes(method)) return leading(names, callee.firstChild, effort);
  if (method !== "join") return "";
  const joined = list === undefined ? undefined : childrenOf(list)[1];
  if (joined === undefined) return "";
  const shown =
    joined.name === "ArrayExpression" ||
    joined.name === "ArrayComprehensionExpression" ||
    joined.name === "ComprehensionExpression";
  const element = shown ? childrenOf(joined)[1] : joined;
  return element === undefined ? "" : leading(names, element, effort);
}

function named(names: Names, node: PyNode, effort: Effort): string {
  for (const use of names.uses.get(textOf(names.source, node)) ?? []) {
    effort.left -= 1;
    if (effort.left < 0) return "";
    const statement = use.parent;
    if (statement === null || statement.firstChild?.from !== use.from) continue;
    if (statement.name !== "AssignStatement" && statement.name !== "UpdateStatement") continue;
    const value = childrenOf(statement).at(-1);
    const text = value === undefined || value.from === use.from ? "" : leading(names, value, effort);
    if (text !== "") return text;
  }
  return "";
}
