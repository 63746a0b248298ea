import { contribOperatorModule, formerOperatorModule, operatorModule } from "../airflow/signatures/modules";
import { argumentsOf, type KeywordArgument } from "../python/literal";
import type { Names } from "../python/names";
import { childrenOf, nodesNamed, type PyNode, textOf } from "../python/read";
import { dottedNames, knownEntries } from "../python/resolve";

/** A call that makes a KubernetesPodOperator task. */
export type OperatorCall = {
  readonly node: PyNode;
  /** The parentheses with the arguments. */
  readonly list: PyNode;
  readonly keywords: ReadonlyMap<string, KeywordArgument>;
  /** Names that are certainly given, also by `.expand(...)` and by `**` of a dict that can be read. */
  readonly given: ReadonlySet<string>;
  /** False when something can give more than is seen: `**kwargs`, `expand_kwargs`. */
  readonly complete: boolean;
};

/** A class by its name and by every module that has it. */
export type OperatorClass = { readonly name: string; readonly modules: readonly string[] };

export const kubernetesPodOperator: OperatorClass = {
  name: "KubernetesPodOperator",
  modules: [operatorModule, formerOperatorModule, contribOperatorModule],
};

/** Every call of the class, under whatever name the file knows it; not of subclasses, whose defaults nobody here knows. */
export function operatorCalls(names: Names, operator: OperatorClass = kubernetesPodOperator): OperatorCall[] {
  const calls: OperatorCall[] = [];
  for (const node of nodesNamed(names.source, "CallExpression")) {
    const [callee, list] = childrenOf(node);
    if (callee === undefined || list?.name !== "ArgList") continue;
    if (isOperator(names, callee, operator)) calls.push(readCall(names, node, list, []));
    else if (isPartial(names, callee, operator)) calls.push(readCall(names, node, list, expansions(names, node)));
  }
  return calls;
}

function isOperator(names: Names, callee: PyNode, { name, modules }: OperatorClass): boolean {
  const resolved = dottedNames(names, callee);
  if (resolved === null || resolved.length === 0) return false;
  return resolved.every((one) => one === name || modules.some((module) => one === `${module}.${name}`));
}

/** `KubernetesPodOperator.partial(...)`: dynamic task mapping. */
function isPartial(names: Names, callee: PyNode, operator: OperatorClass): boolean {
  const object = callee.firstChild;
  const property = callee.lastChild;
  if (callee.name !== "MemberExpression" || object === null || property === null) return false;
  return textOf(names.source, property) === "partial" && isOperator(names, object, operator);
}

/** The argument lists of `.expand(...)` behind a `.partial(...)`; null for `.expand_kwargs(...)` or when none is there. */
function expansions(names: Names, call: PyNode): (PyNode | null)[] {
  const member = call.parent;
  const outer = member?.parent;
  if (member?.name !== "MemberExpression" || outer?.name !== "CallExpression" || member.lastChild === null)
    return [null];
  const list = outer.lastChild;
  return textOf(names.source, member.lastChild) === "expand" && list !== null ? [list] : [null];
}

function readCall(names: Names, node: PyNode, list: PyNode, more: readonly (PyNode | null)[]): OperatorCall {
  const found = argumentsOf(names.source, list);
  const keywords = new Map(found.keywords.map((keyword) => [keyword.name, keyword]));
  const given = new Set(keywords.keys());
  let complete = !found.positional;
  for (const value of found.unpacked) {
    const entries = knownEntries(names, value);
    if (entries === null) complete = false;
    for (const { key, keyNode, value } of entries ?? []) {
      given.add(key);
      if (!keywords.has(key)) keywords.set(key, { name: key, nameNode: keyNode, value });
    }
  }
  for (const expansion of more) {
    if (expansion === null) complete = false;
    else for (const { name } of argumentsOf(names.source, expansion).keywords) given.add(name);
  }
  return { node, list, keywords, given, complete };
}
