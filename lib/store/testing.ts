import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Binaries } from "./embedded/binaries";
import { type EmbeddedServer, startEmbedded } from "./embedded/embedded-server";
import { systemBinaries } from "./embedded/system-binaries";
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
  /** Kills the server by SIGKILL. Resolves when the next one, which its supervision starts, answers. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

/**
 * No fsync, in a temporary folder that `close` deletes. `binaries`: other ones than those that npm installed; by default
 * the system's of the major version in `TEST_POSTGRES`, where that is set.
 */
export async function startTestCluster(binaries: Binaries | undefined = askedFor()): Promise<TestCluster> {
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
    async crash() {
      const killed = server.pid();
      process.kill(killed, "SIGKILL");
      while (server.pid() === killed || server.trouble() !== undefined) await pause(20);
      await answers(server);
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A cluster with one store, for a file that needs one. `close` ends both. About a second. */
export async function startTestStore(): Promise<TestStore> {
  const cluster = await startTestCluster();
  const { store, databaseUrl } = await cluster.createStore();
  return {
    store,
    databaseUrl,
    async close() {
      await store.close();
      await cluster.close();
    },
  };
}

function askedFor(): Binaries | undefined {
  // biome-ignore lint/style/noProcessEnv: how a run of the tests is told, whichever program started it.
  const major = process.env.TEST_POSTGRES;
  if (!major) return undefined;
  const found = systemBinaries(Number(major));
  if ("missing" in found) throw new Error(`TEST_POSTGRES is ${major}, and there is ${found.missing}`);
  return found;
}

/** A new folder that every account may pass, as a data directory's parent is. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "store-test-"));
  await chmod(directory, 0o711);
  return directory;
}

/** Waits until it takes connections. */
async function answers({ connection }: EmbeddedServer): Promise<void> {
  for (;;) {
    const client = new Client(connection);
    client.on("error", () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return;
    await pause(20);
  }
}

async function createDatabase({ connection }: EmbeddedServer, name: string, template = "template0"): Promise<string> {
  const client = new Client(connection);
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  return `postgresql://${connection.user}@localhost/${name}?host=${encodeURIComponent(connection.host)}`;
}
