import { argumentsOf, type Entry } from "../python/literal";
import type { Names } from "../python/names";
import { nodesNamed } from "../python/read";
import { knownEntries } from "../python/resolve";

/** What the file's `default_args` give to operators. Which DAG a task belongs to is not followed: all count for all. */
export type Defaults = {
  readonly entries: readonly Entry[];
  /** False when some `default_args` cannot be read: then anything may be given. */
  readonly complete: boolean;
};

export function readDefaults(names: Names): Defaults {
  const entries = new Map<number, Entry>();
  let complete = true;
  for (const list of nodesNamed(names.source, "ArgList")) {
    for (const { name, value } of argumentsOf(names.source, list).keywords) {
      if (name !== "default_args") continue;
      const found = knownEntries(names, value);
      if (found === null) complete = false;
      for (const entry of found ?? []) entries.set(entry.keyNode.from, entry);
    }
  }
  return { entries: [...entries.values()], complete };
}
