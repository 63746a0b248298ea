import { isJsonObject, objectAt } from "@/lib/simulator/json/merge-patch";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import { cidrBlocksOf } from "@/lib/simulator/updates/endpoints-state";
import type { HistoryEntry } from "@/lib/simulator/updates/history";

/** When what was in Google's list. All times are milliseconds since the epoch. */
type Seen = {
  readonly history: readonly HistoryEntry[];
  readonly endedAt: number;
  readonly occupied?: readonly Stretch[];
};

export type Change = {
  readonly at: number;
  readonly before: readonly CidrBlock[];
  readonly after: readonly CidrBlock[];
};

type Stretch = readonly [from: number, until: number];

/** The list as an update sent it; undefined for an update of something else. */
export function sentList({
  update,
}: HistoryEntry): { readonly enabled: boolean; readonly entries: readonly CidrBlock[] } | undefined {
  const endpoints = objectAt(update ?? {}, "desiredControlPlaneEndpointsConfig");
  const { authorizedNetworksConfig: networks } = objectAt(endpoints, "ipEndpointsConfig");
  if (!networks || !isJsonObject(networks)) return undefined;
  return { enabled: networks.enabled === true, entries: cidrBlocksOf(networks) };
}

/** The lists that were in force, one after the other. */
function states({ history }: Seen) {
  const inForce = history
    .flatMap(({ effectiveAt, after }) => (effectiveAt && after ? [{ at: Date.parse(effectiveAt), ...after }] : []))
    .sort((a, b) => a.at - b.at);
  const first = history.find(({ before }) => before !== null)?.before;
  return first ? [{ at: 0, ...first }, ...inForce] : inForce;
}

/** The lists that were in force at any moment of a time. */
export function sightings(seen: Seen, from: number, until: number): readonly (readonly CidrBlock[])[] {
  const all = states(seen);
  return all
    .filter(({ at }, index) => at <= until && (all[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from)
    .map(({ authorizedNetworks }) => authorizedNetworks.cidrBlocks);
}

/** The times at which the list was one that `has` it. */
export function presence(seen: Seen, has: (list: readonly CidrBlock[]) => boolean): readonly Stretch[] {
  const found: Stretch[] = [];
  let since: number | undefined;
  for (const { at, authorizedNetworks } of states(seen)) {
    const there = has(authorizedNetworks.cidrBlocks);
    if (since === undefined && there) since = at;
    else if (since !== undefined && !there) {
      found.push([since, at]);
      since = undefined;
    }
  }
  return since === undefined ? found : [...found, [since, seen.endedAt]];
}

/** The parts of a time that none of the rights covers. */
export function gaps(rights: readonly Stretch[], from: number, until: number): readonly Stretch[] {
  const found: Stretch[] = [];
  let covered = from;
  for (const [start, end] of rights.toSorted(([a], [b]) => a - b)) {
    if (end <= covered || start >= until) continue;
    if (start > covered) found.push([covered, start]);
    covered = Math.max(covered, end);
  }
  return covered < until ? [...found, [covered, until]] : found;
}

/** Milliseconds of a time in which no operation ran and the filter was on. */
export function idle(seen: Seen, from: number, until: number): number {
  const running = seen.history.flatMap(({ outcome, time, doneAt }): readonly Stretch[] =>
    outcome === "accepted" ? [[Date.parse(time), doneAt ? Date.parse(doneAt) : until]] : [],
  );
  const all = states(seen);
  const off = all.flatMap(({ at, authorizedNetworks }, index): readonly Stretch[] =>
    authorizedNetworks.enabled ? [] : [[at, all[index + 1]?.at ?? until]],
  );
  const busy = [...running, ...off, ...(seen.occupied ?? [])]
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
