import { asIntersection, readSelection, readTerm, unitesKinds } from "../../dbt/selection";
import { elementsOf, stringValue } from "../../python/literal";
import { pyString } from "../../python/quote";
import { childrenOf, nodesNamed, type PyNode, textOf } from "../../python/read";
import type { FileRule, LintContext } from "../context";
import { findingAt, type LintFinding, lineWith } from "../finding";
import { leadingText } from "../leading-text";

const rule = "dbt-union";
const source = "docs.getdbt.com, Set operators";
const selects = new Set(["--select", "-s", "--models", "-m"]);
/** A longer list is no command line that somebody wrote. */
const mostMembers = 100;
const means =
  "To dbt, separate arguments after --select are a union (OR), and a comma inside one is an intersection (AND)";

/**
 * A union where an intersection is probably meant: `path:…` and `tag:…` as two elements of one argument list, or a tag
 * appended later to a list that ends in a path. Lists without `--select` are no business of dbt's.
 */
export const dbtUnion: FileRule = (_, context) =>
  nodesNamed(context.source, "ArrayExpression").flatMap((list) => {
    const elements = elementsOf(list) ?? [];
    const at = elements.findIndex((element) => selects.has(stringValue(context.source, element) ?? ""));
    if (at < 0 || elements.length - at > mostMembers) return [];
    const rest = elements.slice(at + 1);
    const end = rest.findIndex((element) => leadingText(context.names, element).startsWith("-"));
    const members = end < 0 ? rest : rest.slice(0, end);
    const written = within(members, context);
    if (written !== null) return [written];
    return end < 0 ? appended(list, members, context) : [];
  });

/** All members stand in the list. */
function within(members: readonly PyNode[], context: LintContext): LintFinding | null {
  const texts = members.map((member) => leadingText(context.names, member));
  const [first, last] = [members[0], members.at(-1)];
  if (first === undefined || last === undefined || texts.some((text) => text === "")) return null;
  const selection = readSelection(texts);
  if (!unitesKinds(selection)) return null;
  const literal = members.every((member) => stringValue(context.source, member) !== null);
  const fix = literal ? lineWith(context.source, first.from, last.to, pyString(asIntersection(selection))) : null;
  const message = `${means}. This selects ${texts.map((text) => `everything of ${text}`).join(" plus ")}. If only what is in all of them is meant, join them with commas.`;
  return findingAt(context.source, first, { rule, level: "hint", message, source, fix });
}

/** The list is a variable whose last element is a selector, and another kind of selector is appended to it. */
function appended(list: PyNode, members: readonly PyNode[], context: LintContext): LintFinding[] {
  const { names } = context;
  const last = members.at(-1);
  const target = list.parent?.name === "AssignStatement" ? list.parent.firstChild : null;
  if (last === undefined || target?.name !== "VariableName") return [];
  const variable = textOf(context.source, target);
  const first = leadingText(names, last);
  const uses = names.uses.get(variable) ?? [];
  const home = functionOf(target);
  const later = uses.findIndex(({ from }) => from > list.to);
  for (const use of later < 0 ? [] : uses.slice(later, later + mostMembers)) {
    const call = functionOf(use) === home ? changeOf(use, context) : null;
    if (call === null) continue;
    if (call.value === null) return [];
    const text = leadingText(names, call.value);
    const [left, right] = [readTerm(first), readTerm(text)];
    if (left.method === null || right.method === null || left.method === right.method) return [];
    const value = textOf(context.source, call.value);
    const more = `${variable}[-1] += "," + ${call.value.name === "BinaryExpression" ? `(${value})` : value}`;
    const alone = call.node.parent?.name === "ExpressionStatement";
    const message = `${means}. Appending ${right.method}:… to a list that ends in ${left.method}:… selects everything of that ${left.method}, plus everything with that ${right.method} in the whole project. To run only what is in both, add it to the last element with a comma.`;
    return [
      findingAt(context.source, call.node, {
        rule,
        level: "warning",
        message,
        source,
        // An assignment is a statement: nothing around it may want a value.
        fix: alone ? lineWith(context.source, call.node.from, call.node.to, more) : null,
      }),
    ];
  }
  return [];
}

/** `args.append(value)` with its value; a value of null for every other change of the list; null for no change. */
function changeOf(use: PyNode, context: LintContext): { readonly node: PyNode; readonly value: PyNode | null } | null {
  const parent = use.parent;
  if (parent?.name === "UpdateStatement") return { node: parent, value: null };
  const call = parent?.name === "MemberExpression" ? parent.parent : null;
  if (call?.name !== "CallExpression" || parent?.lastChild == null || parent.lastChild.name !== "PropertyName")
    return null;
  const [, list] = childrenOf(call);
  const value = list === undefined ? undefined : childrenOf(list)[1];
  const appends = textOf(context.source, parent.lastChild) === "append";
  return { node: call, value: appends && value !== undefined ? value : null };
}

function functionOf(node: PyNode): number {
  for (let up = node.parent; up !== null; up = up.parent) if (up.name === "FunctionDefinition") return up.from;
  return -1;
}
