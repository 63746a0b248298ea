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

/** Milliseconds between attempts: the first restart is immediate, then it doubles. */
const backoff = { first: 250, longest: 30_000 };

/** Starts a server by `start`, and again whenever it ends by itself. The first start may throw; later ones are retried. */
export async function supervise(start: () => Promise<Postmaster>, log: StoreLog): Promise<Supervisor> {
  const stopping = new AbortController();
  let postmaster = await start();
  let trouble: string | undefined;

  const watch = async () => {
    for (;;) {
      const how = await postmaster.exited;
      if (stopping.signal.aborted) return;
      trouble = `PostgreSQL ended unexpectedly (${how}) and is being started again`;
      log({ level: "warn", message: trouble });
      for (let wait = backoff.first; trouble !== undefined; wait = Math.min(wait * 2, backoff.longest)) {
        try {
          postmaster = await start();
          trouble = undefined;
          log({ level: "info", message: "PostgreSQL runs again" });
        } catch (error) {
          trouble = error instanceof Error ? error.message : String(error);
          log({ level: "error", message: "PostgreSQL could not be started again", detail: trouble });
          await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
        if (stopping.signal.aborted) return;
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
