import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { boss, grantRequest, at as moment } from "@/lib/store/changes/testing";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { canonicalJson } from "./event";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let test: TestStore;
let store: Store;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  store = test.store;
  return () => test.close();
});
afterAll(() => tests?.close());

const request = (index: number) =>
  store.grants.request([
    grantRequest({ id: `g${index}`, idempotencyKey: `k${index}`, reason: `é "${index}" \0 \ud800` }),
  ]);

async function sql(...statements: readonly string[]): Promise<void> {
  const client = new Client(test.databaseUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** As somebody does who owns the database. */
const tamper = (statement: string) =>
  sql("ALTER TABLE audit_events DISABLE TRIGGER ALL", "ALTER TABLE audit_head DISABLE TRIGGER ALL", statement);

describe("the chain", () => {
  it("is intact when nothing happened, and after everything that did", async () => {
    expect(await store.audit.verify()).toMatchObject({ intact: true, events: 0 });
    await Promise.all(Array.from({ length: 30 }, (_, index) => request(index)));
    const verified = await store.audit.verify();
    expect(verified).toMatchObject({ intact: true, events: 30, head: { seq: 30 } });
    if (verified.intact) expect(await store.audit.verify([verified.head])).toEqual(verified);
  });

  it.each([
    "UPDATE audit_events SET actor = 'x'",
    "DELETE FROM audit_events",
    "TRUNCATE audit_events",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET seq = 0",
    "TRUNCATE audit_head",
  ])("refuses %s", async (statement) => {
    await request(1);
    await expect(sql(statement)).rejects.toThrow(/append only|only grows/);
  });

  it.each([
    ["a changed actor", "UPDATE audit_events SET actor = 'mallory' WHERE seq = 2", 2],
    ["a changed time", "UPDATE audit_events SET at = at + interval '1 ms' WHERE seq = 3", 3],
    ["changed data", `UPDATE audit_events SET data = data || '{"cidr":"0.0.0.0/0"}' WHERE seq = 1`, 1],
    ["a removed event", "DELETE FROM audit_events WHERE seq = 2", 2],
    ["a removed first event", "DELETE FROM audit_events WHERE seq = 1", 1],
    ["a cut end", "DELETE FROM audit_events WHERE seq = 5", 5],
    ["no events at all", "DELETE FROM audit_events", 1],
    [
      "swapped events",
      "UPDATE audit_events SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3); UPDATE audit_events SET seq = -seq WHERE seq < 0",
      2,
    ],
    [
      "an inserted event",
      "INSERT INTO audit_events SELECT 6, at, actor, action, subject, data, prev_hash, hash FROM audit_events WHERE seq = 5",
      6,
    ],
  ])("tells %s", async (_, statement, seq) => {
    for (let index = 0; index < 5; index += 1) await request(index);
    await tamper(statement);
    expect(await store.audit.verify()).toMatchObject({ intact: false, seq });
  });

  it("tells by a head that was kept elsewhere that the end was cut and the head put back", async () => {
    for (let index = 0; index < 3; index += 1) await request(index);
    const before = await store.audit.verify();
    await tamper(
      "DELETE FROM audit_events WHERE seq = 3; UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_events WHERE seq = 2)",
    );
    expect(await store.audit.verify()).toMatchObject({ intact: true });
    const anchors = before.intact ? [before.head] : [];
    expect(await store.audit.verify(anchors)).toMatchObject({ intact: false, seq: 3 });
    await request(9);
    expect(await store.audit.verify(anchors)).toMatchObject({ intact: false, seq: 3 });
  });
});

it("nothing changes when the event cannot be written", async () => {
  await store.grants.request([grantRequest({ approvalsNeeded: 1 })]);
  await sql(
    "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$",
    "CREATE TRIGGER no BEFORE INSERT ON audit_events EXECUTE FUNCTION no()",
  );
  const approving = store.grants.approve("g1", { by: boss, at: moment(1) });
  await expect(approving).rejects.toMatchObject({ name: "StoreError" });
  await expect(request(2)).rejects.toMatchObject({ name: "StoreError" });
  expect(await store.grants.get("g1")).toMatchObject({ state: "requested", approvals: [] });
  expect(await store.grants.get("g2")).toBeUndefined();
});

it("lists newest first, page by page, and by subject, actor and action", async () => {
  for (let index = 0; index < 5; index += 1) await request(index);
  await store.grants.revoke("g1", { by: boss, at: moment(1) });
  const first = await store.audit.list({ limit: 4 });
  expect(first.events.map(({ seq }) => seq)).toEqual([6, 5, 4, 3]);
  expect(await store.audit.list({ limit: 4, before: first.nextCursor ?? 0 })).toMatchObject({
    events: [{ seq: 2 }, { seq: 1 }],
    nextCursor: null,
  });
  const only = async (query: object) => (await store.audit.list({ limit: 9, ...query })).events.map(({ seq }) => seq);
  expect(await only({ subject: "grants/g1" })).toEqual([6, 2]);
  expect(await only({ actor: boss.id })).toEqual([6]);
  expect(await only({ action: "grant.revoked" })).toEqual([6]);
  await expect(store.audit.list({ limit: 501 })).rejects.toMatchObject({ reason: "invalid-limit" });
});

it("writes JSON in one way", () => {
  expect(canonicalJson({ b: [1, { d: null, c: "é" }], a: true })).toBe('{"a":true,"b":[1,{"c":"é","d":null}]}');
});
