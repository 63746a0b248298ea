import type { PoolClient } from "pg";
import { wakeChannel } from "@/lib/store/audit/audited";
import type { Database } from "@/lib/store/database";
import type { StoreLog } from "@/lib/store/log";
import { runsChannel } from "@/lib/store/runs/runs-channel";

/**
 * Milliseconds after which the locks of a process that stands still (stopped, swapped out, its machine suspended) are
 * free for others. A process that runs says a word three times in that time.
 */
export const lockLease = 20_000;

/**
 * One connection that is held for the life of the process once it is needed: PostgreSQL's session-level locks and
 * notifications belong to it. Taken from the pool, so that work under a lock holds no further connection.
 */
export type Session = {
  /**
   * Runs `work` while no other session holds the lock of this name; resolves with undefined when one does. A connection
   * that is lost loses its locks while work goes on, and so does a process that stands still for `lockLease`: the lock
   * saves work, and safety comes from Google's etag and from the one open write that a cluster can have.
   */
  withLock<Value>(name: string, work: () => Promise<Value>): Promise<Value | undefined>;
  onWake(wake: () => void): { readonly stop: () => void };
  /** Calls back when that run may have changed. */
  onRun(id: string, changed: () => void): { readonly stop: () => void };
  close(): Promise<void>;
};

export function openSession({ pool, run }: Database, log: StoreLog, leaseMs = lockLease): Session {
  const held = new Set<string>();
  const listeners = new Set<() => void>();
  const runListeners = new Set<{ readonly id: string; readonly changed: () => void }>();
  let connection: Promise<PoolClient> | undefined;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** One statement at a time, as a PostgreSQL connection works. */
  const query = (session: PoolClient, text: string, values: readonly string[]) => {
    const answer = turn.then(() => session.query(text, [...values]));
    turn = answer.catch(() => undefined);
    return answer;
  };

  const connect = async (forget: () => void): Promise<PoolClient> => {
    const client = await pool.connect();
    try {
      await client.query(`SET idle_session_timeout = ${leaseMs}`);
      await client.query(`LISTEN ${wakeChannel}; LISTEN ${runsChannel}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    const alive = setInterval(() => void query(client, "SELECT 1", []).catch(() => undefined), leaseMs / 3);
    alive.unref();
    // "error" and "end" both come, and the next connection may have been asked for in between.
    let gone = false;
    const lost = () => {
      clearInterval(alive);
      if (gone || closed) return;
      gone = true;
      forget();
      log({ level: "warn", message: "the connection that holds the locks of clusters was lost" });
      client.release(true);
    };
    client.once("error", lost);
    client.once("end", lost);
    client.on("notification", ({ channel, payload }) => {
      if (channel === wakeChannel) for (const listener of listeners) listener();
      else for (const { id, changed } of runListeners) if (id === payload) changed();
    });
    return client;
  };
  const client = (): Promise<PoolClient> => {
    if (connection) return connection;
    const forget = () => {
      if (connection === made) connection = undefined;
    };
    const made: Promise<PoolClient> = connect(forget);
    connection = made;
    made.catch(forget);
    return made;
  };

  return {
    async withLock(name, work) {
      if (held.has(name) || closed) return undefined;
      held.add(name);
      const key = [`drawbridge ${name}`];
      try {
        const mine = await run(async () => {
          const session = await client();
          const { rows } = await query(session, "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked", key);
          return rows[0]?.locked ? session : undefined;
        });
        if (!mine) return undefined;
        try {
          return await work();
        } finally {
          const unlock = query(mine, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", key);
          await unlock.catch(() => log({ level: "warn", message: "the lock of a cluster was lost", name }));
        }
      } finally {
        held.delete(name);
      }
    },
    onWake(wake) {
      listeners.add(wake);
      client().catch(() => undefined);
      return { stop: () => listeners.delete(wake) };
    },
    onRun(id, changed) {
      const listener = { id, changed };
      runListeners.add(listener);
      client().catch(() => undefined);
      return { stop: () => runListeners.delete(listener) };
    },
    async close() {
      closed = true;
      const last = connection;
      connection = undefined;
      await last?.then((session) => session.release(true)).catch(() => undefined);
    },
  };
}
