import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDatabase } from "@/lib/store/database";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { openSession } from "./session";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
beforeAll(async () => {
  tests = await startTestCluster();
});
afterAll(() => tests?.close());

it("survives the loss of its connection, also when the next one is asked for before all is said of the loss", async () => {
  const databaseUrl = await tests.createDatabase();
  const database = openDatabase({ connectionString: databaseUrl }, () => undefined);
  const locked = Promise.withResolvers<string | undefined>();
  const session = openSession(database, () => {
    session.withLock("main", async () => "again").then(locked.resolve, locked.reject);
  });
  await session.withLock("main", async () => "once");
  const owner = new Client(databaseUrl);
  await owner.connect();
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%advisory_unlock%' AND pid <> pg_backend_pid()",
  );
  await owner.end();
  expect(await locked.promise).toBe("again");
  expect(await session.withLock("main", async () => "and again")).toBe("and again");
  await session.close();
  await database.pool.end();
});
