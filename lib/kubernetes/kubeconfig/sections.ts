import { isMap, isSeq, type Node } from "yaml";
import type { Fields } from "./yaml-fields";
import type { YamlProblem } from "./yaml-problem";

export const sectionKeys = ["clusters", "contexts", "users"] as const;

type SectionKey = (typeof sectionKeys)[number];

/** The three lists of a kubeconfig as nodes, whatever part of the file was pasted. */
export type Sections = {
  readonly ok: true;
  readonly items: Readonly<Record<SectionKey, readonly unknown[]>>;
  readonly currentContext: string | null;
  /** True when the list of contexts is not part of the text: nothing follows from what is missing. */
  readonly fragment: boolean;
  /** True when entries were given without the file around them. */
  readonly cutOut: boolean;
};

const partOf: Readonly<Record<SectionKey, string>> = { clusters: "cluster", contexts: "context", users: "user" };
const pasteWhole = "Paste the output of `kubectl config view`.";

/** Finds the lists in a whole kubeconfig, in a list of entries cut out of one, in one entry, or in the inside of a cluster entry. */
export function findSections(fields: Fields, root: Node | null | undefined): Sections | YamlProblem {
  if (isSeq(root)) return cutOut(fields, root.items);
  if (!isMap(root)) return { ok: false, problem: "This is not a kubeconfig.", hint: pasteWhole };
  const kind = fields.textField(root, "kind");
  if (kind !== undefined && kind !== "Config") {
    return { ok: false, problem: "This is another kind of Kubernetes object, not a kubeconfig.", hint: pasteWhole };
  }
  const present = (key: string) => root.items.some((pair) => fields.text(pair.key) === key);
  if (kind === undefined && ![...sectionKeys, "current-context"].some(present)) return cutOut(fields, [root]);
  for (const key of sectionKeys) {
    const value = fields.field(root, key);
    if (value && !fields.items(value)) {
      return { ok: false, problem: `"${key}" is not a list.`, hint: `Each entry of "${key}" starts with a dash.` };
    }
  }
  const list = (key: SectionKey) => fields.items(fields.field(root, key)) ?? [];
  return {
    ok: true,
    items: { clusters: list("clusters"), contexts: list("contexts"), users: list("users") },
    currentContext: fields.textField(root, "current-context") || null,
    fragment: !present("contexts"),
    cutOut: false,
  };
}

/** Which list an entry belongs to: the one whose part it has. */
function cutOut(fields: Fields, entries: readonly unknown[]): Sections | YamlProblem {
  const having = (key: SectionKey) => entries.filter((entry) => isMap(fields.field(entry, partOf[key])));
  const [contexts, users] = [having("contexts"), having("users")];
  const clusters = entries.filter((entry) => isMap(fields.field(entry, "cluster")) || isClusterInside(fields, entry));
  if (clusters.length + contexts.length + users.length === 0) {
    return { ok: false, problem: "This is not a kubeconfig: it has no clusters, contexts or users.", hint: pasteWhole };
  }
  return { ok: true, items: { clusters, contexts, users }, currentContext: null, fragment: true, cutOut: true };
}

/** True for `{server: https://…}` on its own, pasted from the inside of a cluster entry. */
export function isClusterInside(fields: Fields, entry: unknown): boolean {
  return (
    /^https?:\/\//i.test(fields.textField(entry, "server") ?? "") ||
    fields.textField(entry, "certificate-authority-data") !== undefined
  );
}
