import type { AuthorizedNetwork, ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import { endOf, type Grant, type GrantTransition } from "./grant";
import type { WriteClosing } from "./ports";
import { type EntryChange, isOwn, markedName, type OpenWrite, type OwnedEntry, type WriteOutcome } from "./write";

/**
 * What is known of the update besides the list. `ended`: its operation is done, with Google's text when it failed.
 * `unknown`: nobody saw Google's answer, or the operation cannot be found: the list decides.
 */
export type WriteEvidence =
  | { readonly kind: "ended"; readonly failure: string | null; readonly endedAt: Date | null }
  | { readonly kind: "unknown" };

type Verification = {
  readonly write: OpenWrite;
  readonly evidence: WriteEvidence;
  /** Read after the operation ended. */
  readonly view: ClusterView;
  readonly owned: readonly OwnedEntry[];
  /** Open grants, read after the operation ended. */
  readonly grants: readonly Grant[];
  readonly now: Date;
};

/**
 * Judges an update by the list as it was read back, and says what follows for each grant.
 *
 * Foreign entries that differ are told as drift and do not undo what was granted: the etag proves that the update was
 * made for the list as it was, so whoever changed them did so after it.
 */
export function verifyWrite({ write, evidence, view, owned, grants, now }: Verification): WriteClosing {
  const entries = view.authorizedNetworks.entries;
  const inList = (own: OwnedEntry) => entries.some((entry) => isOwn(own, entry));
  const missing = write.adds.filter((add) => !inList(add));
  const remaining = write.removes.filter(inList);
  const asWanted = missing.length === 0 && remaining.length === 0;
  const failure = evidence.kind === "ended" ? evidence.failure : null;
  const outcome = outcomeOf(evidence, failure, asWanted);

  const transitions: GrantTransition[] = [];
  if (failure === null) {
    const activatedAt = activationOf(write, evidence, now);
    for (const { grants: ids } of write.adds.filter(inList)) {
      for (const grant of ids) transitions.push({ grant, to: "active", activatedAt });
    }
    for (const { grants: ids } of write.removes.filter((own) => !inList(own))) {
      transitions.push(...grants.filter(({ id }) => ids.includes(id)).map(endOf));
    }
  }
  if (outcome === "failed") transitions.push(...failuresOf(failure === null ? missing : write.adds, write, failure));

  const foreignDrift = outcome === "lost" || failure !== null ? null : driftOf(write.after, entries, owned);
  return {
    outcome,
    detail: failure ?? "",
    transitions,
    foreignDrift,
    ownDrift: asWanted || outcome === "lost" ? null : { missing: missing.map(bare), remaining: remaining.map(bare) },
    at: now,
  };
}

function outcomeOf({ kind }: WriteEvidence, failure: string | null, asWanted: boolean): WriteOutcome {
  if (failure !== null) return "failed";
  if (asWanted) return "settled";
  return kind === "ended" ? "failed" : "lost";
}

/** Never later than the entry was in the list, so that no grant lasts longer than it was given for. */
function activationOf({ at }: OpenWrite, evidence: WriteEvidence, now: Date): Date {
  const known = evidence.kind === "ended" ? (evidence.endedAt ?? now) : at;
  return new Date(Math.min(now.getTime(), Math.max(at.getTime(), known.getTime())));
}

/**
 * What an update that did not work means for the grants it was for: final when there was only one network in it,
 * otherwise each network is tried again alone, because one of them may be what Google did not take.
 */
export function failuresOf(
  failed: readonly EntryChange[],
  { adds }: Pick<OpenWrite, "adds">,
  failure: string | null,
): readonly GrantTransition[] {
  const reason = failure === null ? "not-applied" : "google-refused";
  const detail = failure ?? "Google's operation ended well, and the entry is not in the list.";
  return failed.flatMap(({ grants }) =>
    grants.map(
      (grant): GrantTransition =>
        adds.length > 1 && failure !== null ? { grant, to: "retry", detail } : { grant, to: "failed", reason, detail },
    ),
  );
}

/** Null when the foreign entries are the same, in the same order. */
function driftOf(after: readonly NetworkEntry[], entries: readonly AuthorizedNetwork[], owned: readonly OwnedEntry[]) {
  const names = new Set(owned.map((own) => keyOf({ cidrBlock: own.cidr, displayName: markedName(own.marker) })));
  const sent = after.filter((entry) => !names.has(keyOf(entry)));
  const found = entries.filter((entry) => !owned.some((own) => isOwn(own, entry)));
  if (JSON.stringify(sent.map(keyOf)) === JSON.stringify(found.map(keyOf))) return null;
  return { gone: difference(sent, found), come: difference(found, sent) };
}

function difference(left: readonly NetworkEntry[], right: readonly NetworkEntry[]): readonly NetworkEntry[] {
  const rest = right.map(keyOf);
  return left
    .filter((entry) => {
      const index = rest.indexOf(keyOf(entry));
      if (index >= 0) rest.splice(index, 1);
      return index < 0;
    })
    .map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
}

function keyOf({ cidrBlock, displayName }: NetworkEntry): string {
  return JSON.stringify([cidrBlock, displayName]);
}

function bare({ cidr, marker }: OwnedEntry): OwnedEntry {
  return { cidr, marker };
}
