import type { RecordedListUpdate } from "@/lib/google/audit-log";
import type { ForeignChange } from "./compare-lists";
import { countEntries, keyOf, type ListSettings, type ListState } from "./list-state";

/** Somebody whose update, as Cloud Audit Logs has it, did a part of a change. */
export type Culprit = { readonly principal: string; readonly userAgent: string; readonly at: string };

/**
 * Who made a change: for each part of it, whoever was the last to do that part. Empty when no update of the log did any
 * of it: entries arrive late, and some changes leave none.
 *
 * @param before the list as it was
 * @param updates in any order
 */
export function culprits(
  before: ListState,
  updates: readonly RecordedListUpdate[],
  { gone, come, settings }: ForeignChange,
): readonly Culprit[] {
  const left = new Set(gone.map(keyOf));
  const added = new Set(come.map(keyOf));
  const doers = new Map<string, Culprit>();
  const current: ListSettings = { ...before };
  let list = countEntries(before.entries);
  for (const update of updates.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const { principal, userAgent, at } = update;
    const doer = { principal, userAgent, at };
    const next = countEntries(update.entries);
    for (const key of new Set([...list.keys(), ...next.keys()])) {
      const step = (next.get(key) ?? 0) - (list.get(key) ?? 0);
      if ((step < 0 && left.has(key)) || (step > 0 && added.has(key))) doers.set(key, doer);
    }
    for (const { field, after } of settings) {
      const sent = update[field];
      if (sent === after && current[field] !== after) doers.set(field, doer);
      if (sent !== null) Object.assign(current, { [field]: sent });
    }
    list = next;
  }
  const found = [...doers.values()].filter(({ principal }) => principal !== "");
  return [...new Map(found.map((doer) => [doer.principal, doer])).values()];
}
