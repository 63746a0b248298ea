import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { countEntries, keyOf, type ListSettings, type ListState } from "./list-state";

/** What Drawbridge itself did to a list, or may have done. */
export type OwnListChange = {
  readonly before: readonly NetworkEntry[];
  readonly after: readonly NetworkEntry[];
  /** What it set beside the entries. */
  readonly settings: Partial<ListSettings>;
  /** Read back as it was wanted. */
  readonly settled: boolean;
  /** When its outcome was known; null while it is not. */
  readonly closedAt: Date | null;
};

export type SettingChange = {
  readonly field: keyof ListSettings;
  readonly before: boolean | null;
  readonly after: boolean | null;
};

/** What somebody else did to a list. An entry that was renamed is in both lists. */
export type ForeignChange = {
  readonly gone: readonly NetworkEntry[];
  readonly come: readonly NetworkEntry[];
  readonly settings: readonly SettingChange[];
};

const fields = ["enabled", "googleCloudAccess", "privateEndpointEnforcement"] as const;

/**
 * What is different between two sightings and was not done by Drawbridge; undefined when nothing is. The order of the
 * entries means nothing to Google, and nothing here.
 *
 * @param own everything of ours that had no outcome at the first sighting, in order. What had one by the second is
 *   expected to be there; what had none may be there or not
 */
export function foreignChange(
  before: ListState,
  after: ListState & { readonly seenAt: Date },
  own: readonly OwnListChange[],
): ForeignChange | undefined {
  const expected = countEntries(before.entries);
  const maybe = new Map<string, Set<number>>();
  const settings: ListSettings = { ...before };
  const maybeSettings: Partial<ListSettings>[] = [];
  for (const change of own) {
    const certain = change.settled && change.closedAt !== null && change.closedAt <= after.seenAt;
    for (const [key, count] of touched(change)) {
      if (certain) expected.set(key, count);
      else maybe.set(key, new Set([...(maybe.get(key) ?? []), count]));
    }
    if (certain) Object.assign(settings, change.settings);
    else maybeSettings.push(change.settings);
  }

  const seen = countEntries(after.entries);
  const known = [...after.entries, ...before.entries, ...own.flatMap((change) => change.after)];
  const texts = new Map(known.toReversed().map((entry) => [keyOf(entry), entry]));
  const gone: NetworkEntry[] = [];
  const come: NetworkEntry[] = [];
  for (const key of new Set([...expected.keys(), ...seen.keys()])) {
    const wanted = expected.get(key) ?? 0;
    const found = seen.get(key) ?? 0;
    const entry = texts.get(key);
    if (!entry || found === wanted || maybe.get(key)?.has(found)) continue;
    const side = found < wanted ? gone : come;
    for (let times = Math.abs(found - wanted); times > 0; times -= 1) side.push(entry);
  }
  const changed = fields.flatMap((field) => {
    const same = settings[field] === after[field];
    if (same || maybeSettings.some((set) => set[field] === after[field])) return [];
    return [{ field, before: settings[field], after: after[field] }];
  });
  return gone.length + come.length + changed.length > 0 ? { gone, come, settings: changed } : undefined;
}

/** The entries whose number a change of ours changes, and to what. */
function touched({ before, after }: OwnListChange): readonly (readonly [string, number])[] {
  const from = countEntries(before);
  const to = countEntries(after);
  const keys = [...new Set([...from.keys(), ...to.keys()])];
  return keys
    .filter((key) => (from.get(key) ?? 0) !== (to.get(key) ?? 0))
    .map((key) => [key, to.get(key) ?? 0] as const);
}
