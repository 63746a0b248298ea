import { parseCidr } from "@/lib/core/address";
import { entryText } from "@/lib/diagnosis/remedies/authorized-networks/entry-text";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { Refusal } from "@/lib/engine/plan";
import { entryKey, missingFrom } from "./settings-differences";

/**
 * The list as it is now, with what an update did to it taken back: entries that it added go, entries that it took away
 * come again, in the place of the one that replaced them, or at the end. Everything else stays as it is by now.
 * Refused when somebody else has touched one of those entries meanwhile.
 */
export function entriesBack(
  before: readonly NetworkEntry[],
  after: readonly NetworkEntry[],
  now: readonly NetworkEntry[],
): readonly NetworkEntry[] | Refusal {
  if (keysOf(after) === keysOf(now)) return before;
  const gone = missingFrom(after, before);
  const come = missingFrom(before, after);
  for (const entry of missingFrom(now, come)) {
    const other = now.find((candidate) => networkOf(candidate) === networkOf(entry));
    if (other) return { refused: `${entryText(entry)} is ${entryText(other)} by now: somebody else changed it.` };
  }
  const notBack = missingFrom(now, gone);
  const [missing, ...more] = missingFrom(now, come);
  if (notBack.length === 0 && more.length + (missing ? 1 : 0) === come.length) {
    return { refused: "The list is already as it was before, as far as this change touched it." };
  }
  if (missing) return { refused: `${entryText(missing)} is not in the list any more: somebody else took it out.` };
  const [again] = gone.filter((entry) => !notBack.includes(entry));
  if (again) return { refused: `${entryText(again)} is in the list again: somebody else added it.` };

  const inPlace = gone.length === come.length ? gone : [];
  const toRemove = come.map(entryKey);
  const kept = now.flatMap((entry) => {
    const index = toRemove.indexOf(entryKey(entry));
    if (index < 0) return [entry];
    toRemove.splice(index, 1, "");
    return inPlace.slice(index, index + 1);
  });
  return inPlace.length > 0 ? kept : [...kept, ...gone];
}

function keysOf(entries: readonly NetworkEntry[]): string {
  return JSON.stringify(entries.map(entryKey));
}

function networkOf({ cidrBlock }: NetworkEntry): string {
  return parseCidr(cidrBlock) ?? cidrBlock;
}
