import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, fetchChange, fetchGrant, fetchGrants, fetchMe, isAbort, problemOf } from "@/app/_client/api";
import type { ChangeView, GrantView, Me, Problem } from "@/app/_client/wire";
import { isMoving } from "@/app/_components/access/grant-status";
import { isGoing } from "@/app/_components/access/group-grants";
import { clockSkew } from "./clock-skew";

const going = ["requested", "approved", "active"] as const;
const over = ["ended", "denied", "failed"] as const;
const movingMs = 2500;
const calmMs = 20_000;
const pageLimit = 10;
const changeLimit = 20;

export type AccessData = {
  readonly me: Me;
  /** Everybody's. Those that go on are complete; of those that are over the latest. */
  readonly grants: readonly GrantView[];
  /** Changes of the grants that move, by id. */
  readonly changes: Readonly<Record<string, ChangeView>>;
  /** How much the server's clock is ahead of this one. */
  readonly skewMs: number;
};

export type AccessState = {
  /** Null until it was first read. */
  readonly data: AccessData | null;
  /** The last look failed; what was read before stays. */
  readonly problem: Problem | null;
  /** Looks again at once; resolves when it has. */
  readonly refresh: () => Promise<void>;
};

/**
 * Grants, looked at often while one of them moves, seldom otherwise, never in a hidden tab. `wanted` is the id of one that
 * is read too when it is too long over to be among them.
 */
export function useAccess(wanted: string | null): AccessState {
  const [data, setData] = useState<AccessData | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const looking = useRef<() => Promise<void>>(async () => undefined);

  useEffect(() => {
    let latest: AccessData | null = null;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: AbortController | undefined;
    const look = async () => {
      clearTimeout(timer);
      current?.abort();
      const stop = new AbortController();
      current = stop;
      try {
        latest = await readAccess(latest, wanted, stop.signal);
        failures = 0;
        setData(latest);
        setProblem(null);
      } catch (error) {
        if (isAbort(error) || stop.signal.aborted) return;
        failures += 1;
        setProblem(problemOf(error));
      }
      if (!document.hidden) timer = setTimeout(() => void look(), pause(latest, failures));
    };
    const onVisible = () => {
      if (document.hidden) clearTimeout(timer);
      else void look();
    };
    looking.current = look;
    void look();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      clearTimeout(timer);
      current?.abort();
    };
  }, [wanted]);

  const refresh = useCallback(() => looking.current(), []);
  return { data, problem, refresh };
}

function pause(data: AccessData | null, failures: number): number {
  if (failures > 0) return Math.min(calmMs, movingMs * 2 ** (failures - 1));
  if (!data) return calmMs;
  const now = Date.now() + data.skewMs;
  if (data.grants.some((grant) => isMoving(grant, now))) return movingMs;
  const ends = data.grants.flatMap(({ state, expiresAt }) =>
    state === "active" && expiresAt ? [Date.parse(expiresAt) - now] : [],
  );
  return Math.max(500, Math.min(calmMs, ...ends.map((left) => left + 500)));
}

async function readAccess(before: AccessData | null, wanted: string | null, signal: AbortSignal): Promise<AccessData> {
  const [me, open, ended] = await Promise.all([
    before?.me ?? fetchMe(signal),
    readGoing(signal),
    fetchGrants(over, null, signal),
  ]);
  const now = Date.now();
  const skewMs = clockSkew(ended.date, now, before?.skewMs ?? 0);
  const known = new Map([...open, ...ended.grants].map((grant) => [grant.id, grant]));
  const asked = wanted !== null && !known.has(wanted) ? await readGrant(wanted, signal) : null;
  const grants = [...known.values(), ...(asked ? [asked] : [])];
  const moving = grants.filter((grant) => isMoving(grant, now + skewMs)).slice(0, changeLimit);
  const read = await Promise.all(moving.map(({ id }) => fetchChange(id, signal).catch(() => null)));
  signal.throwIfAborted();
  const changes = Object.fromEntries(read.flatMap((change) => (change ? [[change.id, change]] : [])));
  return { me, grants, changes, skewMs };
}

/** Null when there is no such grant, or it is not for this person. */
async function readGrant(id: string, signal: AbortSignal): Promise<GrantView | null> {
  return fetchGrant(id, signal).catch((error: unknown) => {
    if (error instanceof ApiError && [400, 403, 404].includes(error.problem.status)) return null;
    throw error;
  });
}

async function readGoing(signal: AbortSignal): Promise<readonly GrantView[]> {
  const grants: GrantView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pageLimit; page += 1) {
    const answer: Awaited<ReturnType<typeof fetchGrants>> = await fetchGrants(going, cursor, signal);
    grants.push(...answer.grants.filter(isGoing));
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  return grants;
}
