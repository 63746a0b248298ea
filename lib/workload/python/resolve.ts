import { type Entry, entriesOf, unwrap } from "./literal";
import type { Names } from "./names";
import { childrenOf, type PyNode, textOf } from "./read";

const deepest = 20;

/**
 * The dotted names that an expression such as `pod.KubernetesPodOperator` can stand for, through imports and simple
 * aliases. A name that nothing in the file binds stands for itself. Null when it cannot be told.
 */
export function dottedNames(names: Names, node: PyNode, depth = 0): string[] | null {
  if (depth > deepest) return null;
  const inner = unwrap(node);
  if (inner.name === "MemberExpression") {
    const [object, dot, property] = childrenOf(inner);
    if (object === undefined || dot?.name !== "." || property?.name !== "PropertyName") return null;
    const property_ = textOf(names.source, property);
    return dottedNames(names, object, depth + 1)?.map((base) => `${base}.${property_}`) ?? null;
  }
  if (inner.name !== "VariableName") return null;
  const name = textOf(names.source, inner);
  const bindings = names.bindings.get(name);
  if (bindings === undefined) return [name];
  const imported = bindings.flatMap((binding) => (binding.kind === "import" ? [binding.target] : []));
  if (imported.length === bindings.length) return imported;
  const [only, more] = bindings;
  return only?.kind === "value" && more === undefined ? dottedNames(names, only.value, depth + 1) : null;
}

/** The entries of a dict that stands here, or that a name stands for which is bound once and then only passed on. */
export function knownEntries(names: Names, node: PyNode): Entry[] | null {
  const inner = unwrap(node);
  if (inner.name !== "VariableName") return entriesOf(names.source, inner);
  const name = textOf(names.source, inner);
  const [only, more] = names.bindings.get(name) ?? [];
  if (only?.kind !== "value" || more !== undefined) return null;
  const untouched = (names.uses.get(name) ?? []).every((use) => use.from === only.node.from || isPassedOn(use));
  return untouched ? entriesOf(names.source, only.value) : null;
}

/** As the value of a keyword argument or after `**` in a call, where a dict is copied or read. */
function isPassedOn(use: PyNode): boolean {
  return use.parent?.name === "ArgList" && (use.prevSibling?.name === "AssignOp" || use.prevSibling?.name === "**");
}
