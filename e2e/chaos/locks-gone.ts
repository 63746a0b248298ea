import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";

const patienceMs = 60_000;

/** Resolves once PostgreSQL has taken its locks from a process that stands still. Real time, and more of it on a busy machine. */
export async function locksGone(databaseUrl: string, pid: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const end = performance.now() + patienceMs; performance.now() < end; await wait(50)) {
      const { rowCount } = await client.query(
        "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND application_name = $1",
        [`drawbridge ${pid}`],
      );
      if (rowCount === 0) return;
    }
    throw new Error(`process ${pid} stands still and keeps its locks`);
  } finally {
    await client.end();
  }
}
