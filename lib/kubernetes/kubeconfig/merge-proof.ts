import { parseSafely, type SafeYaml } from "./safe-yaml";
import { sectionKeys } from "./sections";
import { fieldsOf } from "./yaml-fields";

type Values = { readonly foreign: string; readonly own: string; readonly currentContext: string };

/**
 * Reads a merged file again and compares it with what it was made of. True when every entry of the addition is in it as
 * given, every other entry and field is there unchanged and in its order, and the current context is the addition's.
 */
export function isProvenMerge(merged: string, existing: SafeYaml, addition: SafeYaml): boolean {
  const result = parseSafely(merged);
  if (!result.ok) return false;
  try {
    const names = new Set(namesIn(addition));
    const [before, added, after] = [valuesIn(existing, names), valuesIn(addition, names), valuesIn(result, names)];
    const expectedContext = added.currentContext === "" ? before.currentContext : added.currentContext;
    return after.foreign === before.foreign && after.own === added.own && after.currentContext === expectedContext;
  } catch {
    // Aliases that cannot be expanded: a cycle, or too many of them.
    return false;
  }
}

/** The entries of a file by name, in order: `clusters gke_p_l_c`. */
export function namesIn(yaml: SafeYaml): readonly string[] {
  return listsIn(yaml).flatMap(({ key, entries }) => entries.map(({ name }) => `${key} ${name}`));
}

function listsIn(yaml: SafeYaml) {
  const fields = fieldsOf(yaml);
  const root = yaml.document?.contents;
  return sectionKeys.map((key) => ({
    key,
    entries: (fields.items(fields.field(root, key)) ?? []).map((item) => ({
      name: fields.textField(item, "name") ?? "",
    })),
  }));
}

function valuesIn(yaml: SafeYaml, own: ReadonlySet<string>): Values {
  const values: unknown = yaml.document?.toJS({ maxAliasCount: 100 }) ?? {};
  const { clusters, contexts, users, "current-context": currentContext, ...rest } = values as Record<string, unknown>;
  const js: Record<string, unknown> = { clusters, contexts, users };
  const split = listsIn(yaml).map(({ key, entries }) => {
    const items = Array.isArray(js[key]) ? js[key] : [];
    const isOwn = (_: unknown, index: number) => own.has(`${key} ${entries[index]?.name}`);
    return { own: items.filter(isOwn), foreign: items.filter((item, index) => !isOwn(item, index)) };
  });
  return {
    foreign: JSON.stringify([rest, split.map(({ foreign }) => foreign)]),
    own: JSON.stringify(split.map((lists) => lists.own.toSorted(byText))),
    currentContext: typeof currentContext === "string" ? currentContext : "",
  };
}

function byText(left: unknown, right: unknown): number {
  return JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;
}
