import type { Pool, PoolClient } from "pg";
import type { StoreLog } from "./log";
import { migrations as ours } from "./migrations/bundle";
import { StoreError } from "./store-error";

/** One generated migration: drizzle-kit's file name without `.sql`, the SHA-256 of the file, and its statements. */
export type Migration = { readonly tag: string; readonly hash: string; readonly statements: readonly string[] };

/** Any number that no other program on the same server takes; the same for every version of Drawbridge. */
const advisoryLock = "7266113001742";

/**
 * Brings the schema up to `migrations`, in one transaction. Instances that start together wait for each other, up to
 * a minute.
 * @throws StoreError `version-mismatch` when the database has a migration that this build does not know
 */
export async function migrate(pool: Pool, log: StoreLog, migrations: readonly Migration[] = ours): Promise<void> {
  const client = await pool.connect();
  let lost: Error | undefined;
  try {
    await client.query("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'");
    await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`);
    const applied = await appliedMigrations(client);
    for (const { tag, hash } of applied) {
      if (!migrations.some((migration) => migration.tag === tag && migration.hash === hash))
        throw unknownMigration(tag);
    }
    for (const { tag, hash, statements } of migrations.filter(({ tag }) => !applied.some((done) => done.tag === tag))) {
      for (const statement of statements) await client.query(statement);
      await client.query("INSERT INTO drawbridge_migrations (tag, hash) VALUES ($1, $2)", [tag, hash]);
      log({ level: "info", message: "applied a migration of the database", migration: tag });
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      lost = cause;
    });
    throw error;
  } finally {
    client.release(lost);
  }
}

async function appliedMigrations(client: PoolClient): Promise<readonly { tag: string; hash: string }[]> {
  // Asked first, because CREATE … IF NOT EXISTS needs the right to create even when there is nothing to do.
  const known = await client.query<{ present: boolean }>(
    "SELECT to_regclass('drawbridge_migrations') IS NOT NULL AS present",
  );
  if (!known.rows[0]?.present) {
    await client.query(
      "CREATE TABLE drawbridge_migrations (tag text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
  }
  return (await client.query<{ tag: string; hash: string }>("SELECT tag, hash FROM drawbridge_migrations")).rows;
}

function unknownMigration(tag: string): StoreError {
  return new StoreError(
    "version-mismatch",
    `The database was changed by another version of Drawbridge (migration ${tag}). Start that version or a newer one.`,
  );
}
