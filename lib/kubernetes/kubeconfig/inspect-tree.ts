import { type Alias, isAlias, isCollection, isMap, isNode, isScalar, type Node, type YAMLMap } from "yaml";
import { visibleText } from "./text";
import type { PositionOf, YamlProblem } from "./yaml-problem";

const maxDepth = 40;
const maxAliases = 100;
const plainTags = /^tag:yaml\.org,2002:(map|seq|str|bool|int|float|null)$/;

/** What a walk over a syntax tree found out. */
export type InspectedTree = {
  readonly ok: true;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly duplicateKeys: readonly string[];
};

/**
 * Walks a syntax tree once, in the order of the text, without following aliases: the work is proportional to the text.
 * Refuses nesting deeper than 40, more than 100 aliases, an alias without an anchor before it, and custom tags.
 */
export function inspectTree(root: Node | null | undefined, position: PositionOf): InspectedTree | YamlProblem {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const duplicateKeys: string[] = [];

  const problemIn = (node: unknown, depth: number): YamlProblem | undefined => {
    if (!isNode(node)) return undefined;
    const where = position(node.range?.[0]);
    if (depth > maxDepth) {
      return problem(`It is nested deeper than ${maxDepth} levels${where}.`, "A kubeconfig needs six.");
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (!target) return problem(`An alias has no anchor before it${where}.`, "Write the value out.");
      targets.set(node, target);
      return targets.size > maxAliases
        ? problem(`It has more than ${maxAliases} aliases${where}.`, "Write the repeated values out.")
        : undefined;
    }
    if (node.tag && !plainTags.test(node.tag)) {
      return problem(`A value has a custom tag${where}.`, "Remove the word that starts with an exclamation mark.");
    }
    if (node.anchor) anchors.set(node.anchor, node);
    if (isMap(node)) duplicateKeys.push(...duplicatesIn(node, position));
    if (!isCollection(node)) return undefined;
    for (const item of node.items) {
      const found = isMap(node) ? problemInPair(item, depth + 1) : problemIn(item, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  const problemInPair = (pair: unknown, depth: number): YamlProblem | undefined => {
    const { key, value } = pair as { readonly key: unknown; readonly value: unknown };
    return problemIn(key, depth) ?? problemIn(value, depth);
  };

  return problemIn(root, 1) ?? { ok: true, targets, duplicateKeys };
}

function problem(text: string, hint: string): YamlProblem {
  return { ok: false, problem: text, hint };
}

function duplicatesIn(map: YAMLMap, position: PositionOf): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name) && name !== "<<") {
      found.push(
        `The key "${visibleText(name).slice(0, 60)}" is written twice${position(key.range?.[0])}; the last one counts.`,
      );
    }
    seen.add(name);
  }
  return found;
}
