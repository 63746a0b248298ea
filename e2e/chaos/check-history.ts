import type { Grant } from "@/lib/changes/grant";
import type { FakeChange, FakeList } from "@/lib/changes/testing";
import { markedName } from "@/lib/changes/write";
import type { NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { ChaosRun } from "./run-seed";

/** A broken promise: which one, and how it was seen. */
export type Violation = { readonly promise: "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7"; readonly what: string };

/** Milliseconds in which Google has nothing running and the filter is on. */
const allowance = 60_000;

/** Judges a run by what Google saw and by what people asked for; of the applier it knows nothing. */
export function checkHistory(run: ChaosRun): readonly Violation[] {
  return [
    ...foreignEntriesStay(run),
    ...rightsHold(run),
    ...endedIsGone(run),
    ...listStaysClosed(run),
    ...oneGrantPerClick(run),
    ...activeWasThere(run),
  ];
}

const key = ({ cidrBlock, displayName }: NetworkEntry) => `${cidrBlock} ${displayName}`;
const ownKey = ({ cidr, entryMarker }: Grant) => `${cidr} ${entryMarker ? markedName(entryMarker) : "never written"}`;
const has = (list: FakeList, wanted: string) => list.entries.some((entry) => key(entry) === wanted);
const byUs = ({ google }: ChaosRun) => google.changes.filter(({ actor }) => actor === "drawbridge");

/** P1: what one update of ours changes are entries that only ours can be. */
function foreignEntriesStay(run: ChaosRun): readonly Violation[] {
  const ours = new Set(run.grants.map(ownKey));
  const foreign = (list: FakeList) => list.entries.map(key).filter((one) => !ours.has(one));
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

/** P3, P4: an entry is there only while a grant gives the right to it, and for a minute of free time after. */
function endedIsGone(run: ChaosRun): readonly Violation[] {
  const broken: Violation[] = [];
  for (const one of new Set(run.grants.map(ownKey))) {
    const grants = run.grants.filter((grant) => ownKey(grant) === one);
    for (const [from, until] of presence(run, one)) {
      const first = Math.min(...grants.map(({ id }) => run.allowed.get(id)?.from ?? Number.POSITIVE_INFINITY));
      if (from < first) broken.push({ promise: "P4", what: `${one} was there at ${from}, before any approval` });
      for (const gap of gaps(grants, from, until)) {
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

function listStaysClosed(run: ChaosRun): readonly Violation[] {
  const ours = new Set(run.grants.map(ownKey));
  return run.google.received
    .flatMap(({ enabled, entries }, index): readonly Violation[] => {
      if (!enabled) return [{ promise: "P5", what: `update ${index} switches the filter off` }];
      if (entries.some(({ cidrBlock }) => cidrBlock.endsWith("/0"))) return [{ promise: "P5", what: "open to all" }];
      return [];
    })
    .concat(
      byUs(run).flatMap(({ before, after, at }): readonly Violation[] =>
        after.entries.length === 0 && before.entries.some((entry) => !ours.has(key(entry)))
          ? [{ promise: "P5", what: `the list was emptied at ${at}` }]
          : [],
      ),
    );
}

function oneGrantPerClick({ grants, allowed }: ChaosRun): readonly Violation[] {
  if (grants.length === allowed.size) return [];
  return [{ promise: "P6", what: `${allowed.size} clicks made ${grants.length} grants` }];
}

function activeWasThere({ activations, grants }: ChaosRun): readonly Violation[] {
  return activations.flatMap(({ grant: id, at, list }) => {
    const grant = grants.find((one) => one.id === id);
    return grant && has(list, ownKey(grant)) ? [] : [{ promise: "P7", what: `${id} was called active at ${at}` }];
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

/** The times at which Google's list had this entry. */
function presence({ google, endedAt }: ChaosRun, one: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let since: number | undefined;
  for (const { at, after } of google.changes) {
    if (since === undefined && has(after, one)) since = at;
    else if (since !== undefined && !has(after, one)) {
      found.push([since, at]);
      since = undefined;
    }
  }
  return since === undefined ? found : [...found, [since, endedAt]];
}

/** The parts of a time in which no grant gives a right. */
function gaps(grants: readonly Grant[], from: number, until: number): readonly (readonly [number, number])[] {
  const rights = grants
    .flatMap((grant) => (grant.approvedAt ? [[grant.approvedAt.getTime(), rightEnd(grant)] as const] : []))
    .sort(([a], [b]) => a - b);
  const found: [number, number][] = [];
  let covered = from;
  for (const [start, end] of rights) {
    if (end <= covered || start >= until) continue;
    if (start > covered) found.push([covered, start]);
    covered = Math.max(covered, end);
  }
  return covered < until ? [...found, [covered, until]] : found;
}

/** Milliseconds of a time in which no operation ran and the filter was on. */
function idle({ google }: ChaosRun, from: number, until: number): number {
  const busy = [
    ...google.operations.map(({ startedAt, endsAt }) => [startedAt, endsAt] as const),
    ...offTimes(google.changes, until),
  ]
    .map(([start, end]) => [Math.max(start, from), Math.min(end, until)] as const)
    .filter(([start, end]) => end > start)
    .sort(([a], [b]) => a - b);
  let free = 0;
  let at = from;
  for (const [start, end] of busy) {
    free += Math.max(0, start - at);
    at = Math.max(at, end);
  }
  return free + Math.max(0, until - at);
}

function offTimes(changes: readonly FakeChange[], until: number): readonly (readonly [number, number])[] {
  return changes.flatMap(({ at, after }, index) =>
    after.enabled ? [] : [[at, changes[index + 1]?.at ?? until] as const],
  );
}
