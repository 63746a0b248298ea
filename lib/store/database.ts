import { setTimeout as pause } from "node:timers/promises";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolConfig } from "pg";
import type { StoreLog } from "./log";
import { neverSent, toStoreError } from "./query-error";

/** A pool of connections to one PostgreSQL database, of either kind. */
export type Database = {
  readonly pool: Pool;
  readonly orm: NodePgDatabase;
  /**
   * Runs statements. Waits out a server that is starting, up to five seconds, when nothing was sent yet.
   * @throws StoreError always, whatever failed beneath
   */
  run<T>(operation: () => Promise<T>): Promise<T>;
};

/** Milliseconds. */
const limits = { connect: 5_000, statement: 15_000, idleInTransaction: 30_000, retryEvery: 50 };

/** Opens lazily: the first statement connects. A lost connection is logged, and never crashes the process. */
export function openDatabase(connection: PoolConfig, log: StoreLog): Database {
  const pool = new Pool({
    max: 8,
    application_name: `drawbridge ${process.pid}`,
    connectionTimeoutMillis: limits.connect,
    statement_timeout: limits.statement,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    keepAlive: true,
    // What was told to be written is written, also on a server whose own setting is to answer first.
    options: "-c synchronous_commit=on",
    ...connection,
  });
  pool.on("error", (error) => log({ level: "warn", message: "a database connection was lost", detail: error.message }));
  // A connection that is checked out has no listener of the pool's: without one, its loss ends the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, orm: drizzle(pool), run };
}

function run<T>(operation: () => Promise<T>): Promise<T> {
  return onceConnected(operation).catch((error: unknown) => {
    throw toStoreError(error);
  });
}

/** Repeats `operation` for up to five seconds while it fails before anything was sent. Throws what it threw. */
export async function onceConnected<T>(operation: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limits.connect;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!neverSent(error) || performance.now() > deadline) throw error;
    }
    await pause(limits.retryEvery);
  }
}

/** Why the database does not answer now, or undefined when it does. Never throws and never waits longer than told. */
export async function askDatabase({ pool }: Database, patienceMs: number): Promise<string | undefined> {
  const late = new AbortController();
  const tooLate = pause(patienceMs, `the database did not answer within ${patienceMs} ms`, { signal: late.signal });
  const answer = pool.query("SELECT 1").then(
    () => undefined,
    (error: unknown) => toStoreError(error).message,
  );
  return Promise.race([answer, tooLate]).finally(() => {
    late.abort();
    tooLate.catch(() => undefined);
  });
}
