import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Binaries } from "./embedded/binaries";
import { type EmbeddedServer, startEmbedded } from "./embedded/embedded-server";
import type { StoreLog } from "./log";
import { openStore, type Store } from "./store";

/** A store in a database of its own. `close` ends it. */
export type TestStore = { readonly store: Store; readonly databaseUrl: string; close(): Promise<void> };

/** One PostgreSQL for a test file (start it in `beforeAll`), with as many databases as there are tests. */
export type TestCluster = {
  /** A new, migrated, empty store: a third of a second, most of it the file system's. */
  createStore(settings?: { retentionDays?: number; log?: StoreLog }): Promise<TestStore>;
  /** A new, empty database without any table. */
  createDatabase(): Promise<string>;
  close(): Promise<void>;
};

/** No fsync, in a temporary folder that `close` deletes. `binaries`: other ones than those that npm installed. */
export async function startTestCluster(binaries?: Binaries): Promise<TestCluster> {
  const directory = await temporaryDirectory();
  const server = await startEmbedded(
    { dataDirectory: join(directory, "data"), durable: false, ...(binaries ? { binaries } : {}) },
    () => undefined,
  );
  const template = await createDatabase(server, "template_store");
  await openStore({ databaseUrl: template, dataDirectory: "", retentionDays: 1 }, () => undefined).then((store) =>
    store.close(),
  );
  let count = 0;
  return {
    async createStore({ retentionDays = 30, log = () => undefined } = {}) {
      count += 1;
      const databaseUrl = await createDatabase(server, `test_${count}`, "template_store");
      const store = await openStore({ databaseUrl, dataDirectory: "", retentionDays }, log);
      return { store, databaseUrl, close: () => store.close() };
    },
    createDatabase() {
      count += 1;
      return createDatabase(server, `test_${count}`);
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A system's own PostgreSQL of one major version, or why there is none to test on. */
export function systemBinaries(major: number): Binaries | { readonly missing: string } {
  const asked = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim();
  const folders = [`/usr/lib/postgresql/${major}/bin`, ...(asked ? [asked] : [])];
  for (const folder of folders) {
    const postgres = join(folder, "postgres");
    const version = spawnSync(postgres, ["-V"], { encoding: "utf8" }).stdout ?? "";
    if (version.includes(`(PostgreSQL) ${major}.`)) return { initdb: join(folder, "initdb"), postgres };
  }
  return { missing: `no PostgreSQL ${major} in ${folders.join(" or ")}` };
}

/** A new folder that every account may pass, as a data directory's parent is. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "store-test-"));
  await chmod(directory, 0o711);
  return directory;
}

async function createDatabase({ connection }: EmbeddedServer, name: string, template = "template0"): Promise<string> {
  const client = new Client(connection);
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  return `postgresql://${connection.user}@localhost/${name}?host=${encodeURIComponent(connection.host)}`;
}
