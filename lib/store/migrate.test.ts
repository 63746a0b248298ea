import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bundleSource } from "./cli/bundle-migrations";
import { systemBinaries } from "./embedded/system-binaries";
import { type Migration, migrate } from "./migrate";
import { migrations } from "./migrations/bundle";
import { openStore } from "./store";
import { startTestCluster, type TestCluster } from "./testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const quiet = () => undefined;
const first: Migration = { tag: "0000_first", hash: "1", statements: ["CREATE TABLE first (n int)"] };
const second: Migration = { tag: "0001_second", hash: "2", statements: ["CREATE TABLE second (n int)"] };

describe("the bundle", () => {
  it("is what the SQL files say (else run lib/store/cli/bundle-migrations.ts)", () => {
    const path = new URL("./migrations/bundle.ts", import.meta.url);
    expect(readFileSync(path, "utf8")).toBe(bundleSource());
    const sql = readFileSync(new URL("./migrations/0000_reports.sql", import.meta.url), "utf8");
    expect(migrations[0]?.hash).toBe(createHash("sha256").update(sql).digest("hex"));
  });
});

function suite(binaries = undefined as Parameters<typeof startTestCluster>[0]): void {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster(binaries);
  });
  afterAll(() => cluster?.close());

  async function withPool(work: (pool: Pool) => Promise<void>): Promise<void> {
    const pool = new Pool({ connectionString: await cluster.createDatabase() });
    await work(pool).finally(() => pool.end());
  }

  it("lets many instances start at once, and migrates once", async () => {
    const databaseUrl = await cluster.createDatabase();
    const applied: unknown[] = [];
    const stores = await Promise.all(
      Array.from({ length: 6 }, () =>
        openStore({ databaseUrl, dataDirectory: "", retentionDays: 1 }, (event) => {
          if (event.migration) applied.push(event.migration);
        }),
      ),
    );
    expect(applied).toEqual(migrations.map(({ tag }) => tag));
    for (const store of stores) {
      expect(await store.health()).toEqual({ ok: true });
      await store.close();
    }
  });

  it("applies what is new, in order, and nothing twice", () =>
    withPool(async (pool) => {
      await migrate(pool, quiet, [first]);
      await migrate(pool, quiet, [first, second]);
      await migrate(pool, quiet, [first, second]);
      const { rows } = await pool.query("SELECT tag FROM drawbridge_migrations ORDER BY tag");
      expect(rows).toEqual([{ tag: first.tag }, { tag: second.tag }]);
    }));

  it("leaves nothing of a migration that fails", () =>
    withPool(async (pool) => {
      const broken = { ...second, statements: [...second.statements, "CREATE TABLE first (n int)"] };
      await expect(migrate(pool, quiet, [first, broken])).rejects.toMatchObject({ code: "42P07" });
      expect((await pool.query("SELECT to_regclass('first') AS table")).rows).toEqual([{ table: null }]);
      await migrate(pool, quiet, [first, second]);
    }));

  it.each([
    ["a newer one", [first]],
    ["another of the same name", [first, { ...second, hash: "3" }]],
  ])("refuses a database with a migration that it does not know: %s", (_, known) =>
    withPool(async (pool) => {
      await migrate(pool, quiet, [first, second]);
      await expect(migrate(pool, quiet, known)).rejects.toMatchObject({ reason: "version-mismatch" });
    }),
  );

  it("needs no right to create when there is nothing to do", async () => {
    const databaseUrl = await cluster.createDatabase();
    const owner = new Client(databaseUrl);
    await owner.connect();
    const role = `reader_${new URL(databaseUrl).pathname.slice(1)}`;
    const asRole = databaseUrl.replace("drawbridge@", `${role}@`);
    await owner.query(`CREATE ROLE ${role} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    const open = () => openStore({ databaseUrl: asRole, dataDirectory: "", retentionDays: 1 }, quiet);
    await expect(open()).rejects.toMatchObject({ reason: "server-denied", sqlState: "42501" });
    await openStore({ databaseUrl, dataDirectory: "", retentionDays: 1 }, quiet).then((store) => store.close());
    await owner.query(`GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    const store = await open();
    expect(await store.reports.list({ limit: 1 })).toEqual({ rows: [], nextCursor: null });
    await store.close();
    await owner.end();
  });
}

describe("migrate on the embedded PostgreSQL 18", () => suite());

const older = systemBinaries(15);
if ("missing" in older) {
  it.skip(`SKIPPED: migrate on PostgreSQL 15 (${older.missing})`, () => undefined);
} else {
  describe("migrate on PostgreSQL 15", () => suite(older));
}
