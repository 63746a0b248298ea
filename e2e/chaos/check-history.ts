import type { Grant } from "@/lib/changes/grant";
import { markedName } from "@/lib/changes/write";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import type { HistoryEntry } from "@/lib/simulator/updates/history";
import { type Change, gaps, idle, presence, sentList, sightings } from "./history-times";
import type { Allowed } from "./people";

/** What there is to judge after a run of one cluster. */
export type ChaosRun = {
  readonly seed: number;
  /** Every write that Google saw, in the order of its decisions. */
  readonly history: readonly HistoryEntry[];
  /** What people were told in the end. */
  readonly grants: readonly Grant[];
  /** What people allowed: one for each click. */
  readonly allowed: ReadonlyMap<string, Allowed>;
  /** When people were told that a grant is active, and since when. Milliseconds since the epoch. */
  readonly activations: readonly { readonly grant: string; readonly at: number; readonly since: number }[];
  readonly endedAt: number;
  /** Times in which Google did something else on the cluster, which is no write. */
  readonly occupied?: readonly (readonly [from: number, until: number])[];
};

/** A broken promise: which one, and how it was seen. */
export type Violation = { readonly promise: "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7"; readonly what: string };

/** Milliseconds in which Google has nothing running and the filter is on. */
const allowance = 60_000;

/** Judges a run by what Google saw and by what people asked for and were told; of the applier it knows nothing. */
export function checkHistory(run: ChaosRun): readonly Violation[] {
  return [
    ...foreignEntriesStay(run),
    ...rightsHold(run),
    ...asAsked(run),
    ...endedIsGone(run),
    ...listStaysClosed(run),
    ...oneGrantPerClick(run),
    ...activeWasThere(run),
  ];
}

const key = ({ cidrBlock, displayName = "" }: CidrBlock) => `${cidrBlock} ${displayName}`;
const ownKey = ({ cidr, entryMarker }: Grant) => `${cidr} ${entryMarker ? markedName(entryMarker) : "never written"}`;
const has = (list: readonly CidrBlock[], wanted: string) => list.some((entry) => key(entry) === wanted);

/** Updates of ours that Google took: the list as it was then, and as we sent it. */
function byUs({ history }: ChaosRun): readonly Change[] {
  return history.flatMap((entry) => {
    const { identity, outcome, before, time } = entry;
    const sent = sentList(entry);
    if (identity !== "drawbridge-applier" || outcome !== "accepted" || !before || !sent) return [];
    return [{ at: Date.parse(time), before: before.authorizedNetworks.cidrBlocks, after: sent.entries }];
  });
}

/** P1: what one update of ours changes are entries that only ours can be. */
function foreignEntriesStay(run: ChaosRun): readonly Violation[] {
  const ours = new Set(run.grants.map(ownKey));
  const foreign = (list: readonly CidrBlock[]) => list.map(key).filter((one) => !ours.has(one));
  return byUs(run).flatMap(({ before, after, at }) =>
    JSON.stringify(foreign(before)) === JSON.stringify(foreign(after))
      ? []
      : [{ promise: "P1", what: `at ${at}: ${foreign(before)} became ${foreign(after)}` }],
  );
}

/** P2: while a grant is active, no update of ours takes its entry away; and each one is decided in good time. */
function rightsHold(run: ChaosRun): readonly Violation[] {
  const broken: Violation[] = [];
  for (const grant of run.grants) {
    const since = run.activations.find((one) => one.grant === grant.id)?.at;
    const end = rightEnd(grant);
    for (const { at, before, after } of byUs(run)) {
      const live = since !== undefined && at >= since && at < end;
      if (live && has(before, ownKey(grant)) && !has(after, ownKey(grant))) {
        broken.push({ promise: "P2", what: `${grant.id} was taken off at ${at}, before its end at ${end}` });
      }
    }
    const decided = since ?? grant.endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const approved = grant.approvedAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (idle(run, approved, Math.min(decided, run.endedAt)) > 2 * allowance) {
      broken.push({ promise: "P2", what: `${grant.id} waited from ${approved} to ${decided}` });
    }
  }
  return broken;
}

/** P4: what we send under a mark of ours is the network that was asked for, and no other. */
function asAsked(run: ChaosRun): readonly Violation[] {
  const cidrs = new Map(run.grants.map(({ entryMarker, cidr }) => [markedName(entryMarker ?? ""), cidr]));
  return byUs(run).flatMap(({ at, after }) =>
    after
      .filter(({ displayName = "", cidrBlock }) => (cidrs.get(displayName) ?? cidrBlock) !== cidrBlock)
      .map(({ cidrBlock }): Violation => ({ promise: "P4", what: `at ${at}: ${cidrBlock} was let in` })),
  );
}

/** P3, P4: an entry is there only while a grant gives the right to it, and for a minute of free time after. */
function endedIsGone(run: ChaosRun): readonly Violation[] {
  const broken: Violation[] = [];
  for (const one of new Set(run.grants.map(ownKey))) {
    const grants = run.grants.filter((grant) => ownKey(grant) === one);
    for (const [from, until] of presence(run, (list) => has(list, one))) {
      const first = Math.min(...grants.map(({ id }) => run.allowed.get(id)?.from ?? Number.POSITIVE_INFINITY));
      if (from < first) broken.push({ promise: "P4", what: `${one} was there at ${from}, before any approval` });
      const rights = grants.flatMap((grant) =>
        grant.approvedAt ? [[grant.approvedAt.getTime(), rightEnd(grant)] as const] : [],
      );
      for (const gap of gaps(rights, from, until)) {
        if (idle(run, ...gap) > allowance) {
          broken.push({ promise: "P3", what: `${one} was there from ${gap[0]} to ${gap[1]} without a right` });
        }
      }
    }
  }
  for (const { id, state, activatedAt, expiresAt } of run.grants) {
    const length = activatedAt && expiresAt ? expiresAt.getTime() - activatedAt.getTime() : 0;
    if (length > (run.allowed.get(id)?.durationMs ?? 0)) {
      broken.push({ promise: "P4", what: `${id} lasts ${length} ms` });
    }
    if (state === "approved" || state === "active") {
      broken.push({ promise: "P3", what: `${id} is ${state} at the end: active ${activatedAt}, until ${expiresAt}` });
    }
  }
  return broken;
}

/** P5: whatever we sent, taken or not. */
function listStaysClosed(run: ChaosRun): readonly Violation[] {
  const ours = new Set(run.grants.map(ownKey));
  return run.history
    .filter(({ identity }) => identity === "drawbridge-applier")
    .flatMap((entry): readonly Violation[] => {
      const sent = sentList(entry);
      if (!sent) return [{ promise: "P5", what: `${entry.sequence} is no update of the list` }];
      if (!sent.enabled) return [{ promise: "P5", what: `${entry.sequence} switches the filter off` }];
      if (sent.entries.some(({ cidrBlock }) => cidrBlock.endsWith("/0"))) {
        return [{ promise: "P5", what: `${entry.sequence} opens to all` }];
      }
      const before = entry.before?.authorizedNetworks.cidrBlocks ?? [];
      const emptied = sent.entries.length === 0 && before.some((one) => !ours.has(key(one)));
      return emptied ? [{ promise: "P5", what: `${entry.sequence} empties the list` }] : [];
    });
}

function oneGrantPerClick({ grants, allowed }: ChaosRun): readonly Violation[] {
  if (grants.length === allowed.size) return [];
  return [{ promise: "P6", what: `${allowed.size} clicks made ${grants.length} grants` }];
}

/** P7: between the moment that it counts from and the one at which it was told, Google's list had the entry. */
function activeWasThere(run: ChaosRun): readonly Violation[] {
  return run.activations.flatMap(({ grant: id, at, since }) => {
    const grant = run.grants.find((one) => one.id === id);
    const seen = grant && sightings(run, since, at).some((list) => has(list, ownKey(grant)));
    return seen ? [] : [{ promise: "P7", what: `${id} was called active at ${at}` }];
  });
}

/** When the right of a grant ends: its time, a person's decision, or what the applier told its person. */
function rightEnd({ activatedAt, expiresAt, stop, endedAt, endReason, startBy }: Grant): number {
  const ends = [
    activatedAt ? expiresAt : startBy,
    endReason === "expired" ? null : stop?.at,
    endReason === "expired" ? null : endedAt,
  ];
  return Math.min(...ends.flatMap((end) => end?.getTime() ?? []));
}
