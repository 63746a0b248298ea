import { setTimeout as pause } from "node:timers/promises";
import type { StoreLog } from "../log";
import type { Postmaster } from "./postmaster";

/** Keeps one server running. */
export type Supervisor = {
  current(): Postmaster;
  /** Why no server runs at the moment, or undefined. */
  trouble(): string | undefined;
  /** Ends the server and the supervision. May be called again. */
  stop(): Promise<void>;
};

/** Milliseconds before a restart: none at first, then doubling, until a server has stayed up for `steady`. */
const backoff = { first: 250, longest: 30_000, steady: 60_000 };

/** Time, in milliseconds. `wait` resolves early when `signal` aborts. */
export type Time = { now(): number; wait(milliseconds: number, signal: AbortSignal): Promise<void> };

const realTime: Time = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => pause(milliseconds, undefined, { signal }).catch(() => undefined),
};

/** Starts a server by `start`, and again whenever it ends by itself. The first start may throw; later ones are retried. */
export async function supervise(
  start: () => Promise<Postmaster>,
  log: StoreLog,
  { now, wait }: Time = realTime,
): Promise<Supervisor> {
  const stopping = new AbortController();
  let postmaster = await start();
  let trouble: string | undefined;

  const watch = async () => {
    for (let delay = 0; ; ) {
      const since = now();
      const how = await postmaster.exited;
      if (stopping.signal.aborted) return;
      trouble = `PostgreSQL ended unexpectedly (${how}) and is being started again`;
      log({ level: "warn", message: trouble });
      if (now() - since > backoff.steady) delay = 0;
      while (trouble !== undefined) {
        await wait(delay, stopping.signal);
        if (stopping.signal.aborted) return;
        delay = Math.min(Math.max(backoff.first, delay * 2), backoff.longest);
        try {
          postmaster = await start();
          if (stopping.signal.aborted) return;
          trouble = undefined;
          log({ level: "info", message: "PostgreSQL runs again" });
        } catch (error) {
          trouble = error instanceof Error ? error.message : String(error);
          log({ level: "error", message: "PostgreSQL could not be started again", detail: trouble });
        }
      }
    }
  };
  const watching = watch();

  return {
    current: () => postmaster,
    trouble: () => trouble,
    async stop() {
      stopping.abort();
      await postmaster.stop();
      await watching;
      // A restart that was under way when `stop` was called has made a new server.
      await postmaster.stop();
    },
  };
}
