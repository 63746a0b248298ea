import { setImmediate as turn } from "node:timers/promises";
import type { Sleep } from "@/lib/changes/applier-context";
import type { ChangeStore, ContainerPort } from "@/lib/changes/ports";
import type { Clock } from "@/lib/core/clock";

/**
 * Time as a conductor tells it: it stands while anything of this instance is under way, and sleepers wake only when they
 * are told that their time has come. So a quarter of an hour passes as fast as the work in it is done, and a busy machine
 * makes nobody late.
 */
export type Lockstep = {
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly container: (port: ContainerPort) => ContainerPort;
  readonly store: (store: ChangeStore) => ChangeStore;
  /** It is this late now (milliseconds since the epoch). Resolves, once nothing is under way, with the next sleeper's time. */
  readonly advance: (now: number) => Promise<number>;
};

/** Turns of the event loop without work after which there is none. */
const quietTurns = 4;

export function createLockstep(start: number): Lockstep {
  let now = start;
  let busy = 0;
  let free = Promise.withResolvers<void>();
  let advancing = false;
  let woken = false;
  /** Calls that came while time stood. Work that they began then would be dated to a time that is over elsewhere. */
  const held = new Set<() => void>();
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  const enter = () => {
    if (busy === 0) free = Promise.withResolvers();
    busy += 1;
  };
  const leave = () => {
    busy -= 1;
    if (busy === 0) free.resolve();
  };
  const track = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  /** What sleeps in the midst of tracked work. */
  const untracked = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    leave();
    try {
      return await work();
    } finally {
      enter();
    }
  };

  return {
    clock: { now: () => new Date(now), monotonicMs: () => now - start },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || milliseconds <= 0) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = { at: now + milliseconds, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", wake);
      }),
    container: (port) => tracked(port, track),
    store: ({ onWake, withClusterLock, ...store }) => ({
      ...tracked(store, track),
      onWake: (wake) =>
        onWake(() => {
          woken = true;
          if (advancing) wake();
          else held.add(wake);
        }),
      withClusterLock: (cluster, work) => track(() => withClusterLock(cluster, () => untracked(work))),
    }),
    async advance(at) {
      now = Math.max(now, at);
      advancing = true;
      for (const wake of held) wake();
      held.clear();
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake();
      for (let quiet = 0; quiet < quietTurns; quiet = busy > 0 || woken ? 0 : quiet + 1) {
        woken = false;
        await turn();
        if (busy > 0) await free.promise;
      }
      advancing = false;
      return Math.min(...[...sleepers].map((sleeper) => sleeper.at));
    },
  };
}

type Track = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** The same port, whose every call is tracked, also those of the ports that are in it. */
function tracked<Port extends object>(port: Port, track: Track): Port {
  const wrap = (value: unknown): unknown => {
    if (typeof value === "function") return (...given: unknown[]) => track(async () => value(...given));
    return typeof value === "object" && value !== null ? tracked(value, track) : value;
  };
  return Object.fromEntries(Object.entries(port).map(([name, value]) => [name, wrap(value)])) as Port;
}
