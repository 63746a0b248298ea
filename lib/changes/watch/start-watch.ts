import type { Sleep } from "@/lib/changes/applier-context";
import { type LookContext, lookAtLists } from "./look";

export type WatchContext = Omit<LookContext, "waiting"> & {
  /** Seconds between two looks at the lists; 0: they are not looked at. */
  readonly everySeconds: number;
  readonly sleep: Sleep;
};

export type Watch = {
  /** Resolves when nothing runs any more. May be called again. */
  stop(): Promise<void>;
};

/** Milliseconds between two searches for grants that end soon. */
const expiringEvery = 10_000;

/**
 * Looks at all lists now and then, and tells of what others changed; tells of grants that end soon. Any number of
 * instances may run on one store: one of them looks. Survives every error.
 */
export function startWatch(context: WatchContext): Watch {
  const { clock, store, log, sleep, everySeconds } = context;
  const stop = new AbortController();
  const waiting: LookContext["waiting"] = new Map();
  const every = everySeconds * 1_000;

  const repeat = async (what: string, pause: number, work: () => Promise<unknown>): Promise<void> => {
    while (!stop.signal.aborted) {
      await work().catch((error: unknown) => log("warn", `${what} failed`, { reason: String(error) }));
      await sleep(pause, stop.signal);
    }
  };

  const look = () =>
    store.withLock("watch", async () => {
      const last = await store.lastLook();
      const age = last === null ? every : clock.now().getTime() - last.getTime();
      // In the future when the clock was put back.
      if (age < 0 || age >= every * 0.75) await lookAtLists({ ...context, waiting });
    });

  const loops = [repeat("telling of grants that end soon", expiringEvery, () => store.tellExpiring(clock.now()))];
  if (every > 0) loops.push(repeat("looking at the lists", every, look));
  const ended = Promise.all(loops);
  return {
    async stop() {
      stop.abort();
      await ended;
    },
  };
}
