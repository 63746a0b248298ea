import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { SafeYaml } from "./safe-yaml";

/** How many merge keys are followed in a row, and how many sources each may have: 5 to the power of 5 is still quick. */
const maxMerges = 5;
const nullWords = new Set(["", "~", "null", "Null", "NULL"]);

/** Reads fields of a safe syntax tree as kubectl does: aliases and merge keys are followed, the last of two equal keys counts. */
export type Fields = {
  /** The node that an alias stands for, or the node itself; undefined for nothing and for a null. */
  readonly resolve: (node: unknown) => Node | undefined;
  /** The value of a key; undefined when the node is no mapping, lacks the key or has null there. */
  readonly field: (node: unknown, key: string) => Node | undefined;
  /** The text of a scalar as written, without its quotes; undefined for anything else. */
  readonly text: (node: unknown) => string | undefined;
  /** The text of a scalar field. */
  readonly textField: (node: unknown, key: string) => string | undefined;
  /** The items of a list; undefined when the node is not a list. */
  readonly items: (node: unknown) => readonly unknown[] | undefined;
};

export function fieldsOf({ targets }: Pick<SafeYaml, "targets">): Fields {
  const resolve = (node: unknown): Node | undefined => {
    const current = isAlias(node) ? targets.get(node) : node;
    if (isScalar(current)) return isNull(current) ? undefined : current;
    return isMap(current) || isSeq(current) ? current : undefined;
  };

  const inMap = (map: YAMLMap, key: string, merges: number): unknown => {
    const pair = map.items.findLast((item) => isScalar(item.key) && item.key.value === key);
    if (pair) return pair.value;
    if (merges === maxMerges) return undefined;
    const merged = resolve(map.items.findLast((item) => isScalar(item.key) && item.key.value === "<<")?.value);
    for (const source of isSeq(merged) ? merged.items.slice(0, maxMerges) : [merged]) {
      const base = resolve(source);
      const value = isMap(base) ? inMap(base, key, merges + 1) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  };

  const field = (node: unknown, key: string): Node | undefined => {
    const map = resolve(node);
    return isMap(map) ? resolve(inMap(map, key, 0)) : undefined;
  };
  const text = (node: unknown): string | undefined => {
    const scalar = resolve(node);
    return isScalar(scalar) ? String(scalar.value) : undefined;
  };
  return {
    resolve,
    field,
    text,
    textField: (node, key) => text(field(node, key)),
    items: (node) => {
      const list = resolve(node);
      return isSeq(list) ? list.items : undefined;
    },
  };
}

function isNull({ type, value, tag }: { type?: unknown; value: unknown; tag?: string }): boolean {
  return type === "PLAIN" && nullWords.has(String(value)) && (tag === undefined || tag.endsWith(":null"));
}
