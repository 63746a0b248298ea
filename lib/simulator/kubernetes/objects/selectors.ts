import { type KubeObject, textIn } from "./kube-object";

export type Selector = (object: KubeObject) => boolean;

/** What a label or field selector says; undefined when it cannot be read. */
export function labelSelector(text: string): Selector | undefined {
  const requirements = splitRequirements(text).map(labelRequirement);
  return everyOf(requirements);
}

/** Fields by path: `metadata.name`, `status.phase`, `involvedObject.uid`. Fields that an object has not are empty. */
export function fieldSelector(text: string): Selector | undefined {
  return everyOf(
    splitRequirements(text).map((requirement) => {
      const [, path, operator, value] = /^([A-Za-z.]+)(!=|==|=)(.*)$/.exec(requirement) ?? [];
      if (path === undefined) return undefined;
      return (object) => ((textIn(object, ...path.split(".")) ?? "") === value) === (operator !== "!=");
    }),
  );
}

function labelRequirement(requirement: string): Selector | undefined {
  const labelOf = (object: KubeObject, key: string) => textIn(object, "metadata", "labels", key);
  const [, setKey, setOperator, values] = /^(\S+) +(in|notin) +\(([^)]*)\)$/.exec(requirement) ?? [];
  if (setKey !== undefined) {
    const wanted = (values ?? "").split(",").map((value) => value.trim());
    return (object) => wanted.includes(labelOf(object, setKey) ?? "\0") === (setOperator === "in");
  }
  const [, key, operator, value] = /^([^=!\s]+) *(!=|==|=) *(\S*)$/.exec(requirement) ?? [];
  if (key !== undefined) return (object) => (labelOf(object, key) === value) === (operator !== "!=");
  const [, not, present] = /^(!?)([^=!\s,()]+)$/.exec(requirement) ?? [];
  return present === undefined ? undefined : (object) => (labelOf(object, present) === undefined) === (not === "!");
}

/** Splits at the commas outside of parentheses. */
function splitRequirements(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function everyOf(selectors: readonly (Selector | undefined)[]): Selector | undefined {
  const known = selectors.filter((selector) => selector !== undefined);
  return known.length === selectors.length ? (object) => known.every((selector) => selector(object)) : undefined;
}
