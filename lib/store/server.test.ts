import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "./database";
import type { StoreLogEvent } from "./log";
import { openStore } from "./store";
import { startTestCluster, type TestCluster } from "./testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const password = "canary-password";
const open = (databaseUrl: string) =>
  openStore({ databaseUrl, dataDirectory: "", retentionDays: 1 }, () => undefined).catch((error: unknown) => error);

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.close());

async function asOwner(databaseUrl: string, query: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(query).finally(() => client.end());
}

describe("a DATABASE_URL that does not work", () => {
  it.concurrent.each([
    ["invalid-settings", "hello"],
    ["invalid-settings", `mysql://me:${password}@127.0.0.1/db`],
    ["server-unreachable", `postgres://me:${password}@127.0.0.1:1/db`],
    ["server-unreachable", `postgres://me:${password}@nowhere.invalid/db`],
    ["server-unreachable", `postgres://me:${password}@localhost/db?host=%2Fno%2Fsuch%2Ffolder`],
  ])("%s: %s", async (reason, url) => {
    const error = await open(url);
    expect(error).toMatchObject({ name: "StoreError", reason });
    expect(String(error)).not.toContain(password);
  });

  it("says that a server which accepts and stays silent cannot be reached", async () => {
    const silent = createServer((socket) => socket.resume());
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const { port } = silent.address() as AddressInfo;
    const error = await open(`postgres://me:${password}@127.0.0.1:${port}/db`);
    expect(error).toMatchObject({
      reason: "server-unreachable",
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
    silent.close();
  });

  it("waits for a server that is just starting to listen", async () => {
    const databaseUrl = await cluster.createDatabase();
    const folder = new URL(databaseUrl).searchParams.get("host");
    const door = createServer((socket) => {
      const inner = connect(`${folder}/.s.PGSQL.5432`);
      socket.pipe(inner).pipe(socket);
      for (const end of [socket, inner]) end.on("error", () => undefined);
    });
    await once(door.listen(0, "127.0.0.1"), "listening");
    const { port } = door.address() as AddressInfo;
    door.close();
    await once(door, "close");
    const opening = open(`postgres://drawbridge@127.0.0.1:${port}${new URL(databaseUrl).pathname}`);
    door.listen(port, "127.0.0.1");
    const store = (await opening) as Awaited<ReturnType<typeof openStore>>;
    expect(store.describe()).toMatchObject({ kind: "server" });
    await store.close();
    door.close();
  });

  it("names a database that is not there", async () => {
    const url = (await cluster.createDatabase()).replace(/\/test_\d+/, "/absent");
    expect(await open(url)).toMatchObject({ reason: "server-denied", message: expect.stringContaining("absent") });
  });

  it("says that the user may not log in", async () => {
    const url = await cluster.createDatabase();
    await asOwner(url, "CREATE ROLE locked_out NOLOGIN");
    expect(await open(url.replace("drawbridge@", "locked_out@"))).toMatchObject({ reason: "server-denied" });
  });

  it("says that a server is read-only", async () => {
    const url = await cluster.createDatabase();
    await asOwner(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`);
    expect(await open(url)).toMatchObject({ reason: "server-denied", message: expect.stringContaining("read-only") });
  });

  it.each([0, -1, Number.NaN])("refuses a retention of %s days before anything is opened", async (retentionDays) => {
    const opening = openStore({ dataDirectory: "/no/such/folder", retentionDays }, () => undefined);
    await expect(opening).rejects.toMatchObject({ reason: "invalid-settings" });
  });
});

const everyOtherEnds =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

describe("a server that breaks while the store is open", () => {
  it("keeps what it was told to keep, also on a server that is set to answer before it has written", async () => {
    const databaseUrl = await cluster.createDatabase();
    await asOwner(databaseUrl, `ALTER DATABASE ${new URL(databaseUrl).pathname.slice(1)} SET synchronous_commit = off`);
    const database = openDatabase({ connectionString: databaseUrl }, () => undefined);
    expect((await database.pool.query("SHOW synchronous_commit")).rows).toEqual([{ synchronous_commit: "on" }]);
    await database.pool.end();
  });

  it("survives the loss of a connection that is in use", async () => {
    const databaseUrl = await cluster.createDatabase();
    const database = openDatabase({ connectionString: databaseUrl }, () => undefined);
    const client = await database.pool.connect();
    // Not `once`, which would listen to "error" too.
    const ended = new Promise<void>((resolve) => client.on("end", () => resolve()));
    await asOwner(databaseUrl, everyOtherEnds);
    await ended;
    client.release(true);
    expect((await database.run(() => database.pool.query("SELECT 1 AS n"))).rows).toEqual([{ n: 1 }]);
    await database.pool.end();
  });

  it("survives the loss of idle connections, and says so in the log", async () => {
    let lost: (event: StoreLogEvent) => void = () => undefined;
    const logged = new Promise<StoreLogEvent>((resolve) => {
      lost = resolve;
    });
    const { store, databaseUrl, close } = await cluster.createStore({
      log: (event) => event.level === "warn" && lost(event),
    });
    await store.reports.list({ limit: 1 });
    await asOwner(databaseUrl, everyOtherEnds);
    expect((await logged).message).toContain("connection was lost");
    expect(await store.health()).toEqual({ ok: true });
    await close();
  });

  it("has at most eight connections", async () => {
    const { store, databaseUrl, close } = await cluster.createStore();
    await Promise.all(Array.from({ length: 40 }, () => store.reports.list({ limit: 1 })));
    const client = new Client(databaseUrl);
    await client.connect();
    const { rows } = await client.query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    expect(rows).toEqual([{ n: 8 }]);
    await client.end();
    await close();
  });

  it("stops a statement that takes too long", async () => {
    const { databaseUrl, close } = await cluster.createStore();
    const database = openDatabase({ connectionString: databaseUrl, statement_timeout: 50 }, () => undefined);
    const slow = database.run(() => database.pool.query("SELECT pg_sleep(60)"));
    await expect(slow).rejects.toMatchObject({ reason: "query-failed", sqlState: "57014" });
    await database.pool.end();
    await close();
  });

  it("is closed when it is closed", async () => {
    const { store } = await cluster.createStore();
    await Promise.all([store.close(), store.close()]);
    expect(await store.health()).toEqual({ ok: false, reason: "the store is closed" });
    await expect(store.reports.get("a")).rejects.toMatchObject({ reason: "closed" });
  });
});
