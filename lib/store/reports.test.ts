import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Binaries } from "./embedded/binaries";
import { systemBinaries } from "./embedded/system-binaries";
import type { ReportRow } from "./reports";
import type { Store } from "./store";
import { startTestCluster, type TestCluster, type TestStore } from "./testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const start = Date.UTC(2026, 10, 1);
const day = 86_400_000;

function row(change: Partial<ReportRow> = {}): ReportRow {
  return {
    id: "a",
    createdAt: new Date(start),
    project: "orders-prod",
    location: "europe-west1",
    cluster: "main",
    vantageKind: "browser",
    verdict: "blocked",
    cause: "address-not-listed",
    hop: "authorized-networks",
    headline: "Your address is not in the list",
    durationMs: 480,
    report: { facts: [1, null, "é😀"], nested: { yes: true } },
    ...change,
  };
}

async function insertAll(store: Store, rows: readonly ReportRow[]): Promise<void> {
  await Promise.all(rows.map((each) => store.reports.insert(each)));
}

async function everyPage(store: Store, cluster: string | undefined, limit: number): Promise<string[][]> {
  const name = cluster === undefined ? {} : { cluster: { project: "orders-prod", location: "europe-west1", cluster } };
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  do {
    const page = await store.reports.list({ ...name, limit, ...(cursor ? { cursor } : {}) });
    pages.push(page.rows.map(({ id }) => id));
    if (pages.length > 1_000) throw new Error("the pages do not end");
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}

/** Rows of the last query. */
async function ask(databaseUrl: string, ...queries: readonly string[]): Promise<unknown> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    let rows: unknown;
    for (const query of queries) rows = (await client.query(query)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function suite(version: RegExp, binaries?: Binaries): void {
  let cluster: TestCluster;
  let test: TestStore;
  let store: Store;
  beforeAll(async () => {
    cluster = await startTestCluster(binaries);
    test = await cluster.createStore();
    store = test.store;
  });
  afterAll(async () => {
    await test?.close();
    await cluster?.close();
  });

  it("runs on the version that it says", () => {
    expect(store.describe()).toEqual({ kind: "server", version: expect.stringMatching(version) });
  });

  it("gives back what was stored, with the same millisecond", async () => {
    const stored = row({ id: "whole", createdAt: new Date(start + 1) });
    await store.reports.insert(stored);
    expect(await store.reports.get("whole")).toEqual(stored);
    expect(await store.reports.get("WHOLE")).toBeUndefined();
    expect(await store.reports.get("who\0le")).toBeUndefined();
  });

  it("keeps nulls, and a report that is any JSON", async () => {
    for (const [index, report] of [null, 0, "text", [], { a: "x".repeat(1_000_000) }].entries()) {
      const stored = row({ id: `json-${index}`, cause: null, hop: null, report });
      await store.reports.insert(stored);
      expect(await store.reports.get(stored.id)).toEqual(stored);
    }
  });

  it("replaces what PostgreSQL cannot store", async () => {
    await store.reports.insert(row({ id: "nul", headline: "a\0b", cause: "c\0", report: { text: "\0\ud800\\u0000" } }));
    expect(await store.reports.get("nul")).toMatchObject({
      headline: "a\ufffdb",
      cause: "c\ufffd",
      report: { text: "\ufffd\ufffd\\u0000" },
    });
  });

  it("never changes a report", async () => {
    await store.reports.insert(row({ id: "once" }));
    const again = store.reports.insert(row({ id: "once", headline: "other" }));
    await expect(again).rejects.toMatchObject({ name: "StoreError", reason: "duplicate-id" });
    expect(await store.reports.get("once")).toEqual(row({ id: "once" }));
  });

  it("lists without the report", async () => {
    const { store, close } = await cluster.createStore();
    const stored = row({ id: "short" });
    await store.reports.insert(stored);
    const { report: _report, ...summary } = stored;
    expect(await store.reports.list({ limit: 1 })).toEqual({ rows: [summary], nextCursor: null });
    await close();
  });

  it.each([
    ["project", { project: "orders-test" }],
    ["location", { location: "europe-west1-b" }],
    ["cluster", { cluster: "main2" }],
  ])("filters by %s", async (name, change) => {
    const { store, close } = await cluster.createStore();
    await insertAll(store, [row({ id: "mine" }), row({ id: "theirs", ...change })]);
    expect((await everyPage(store, "main", 10)).flat(), name).toEqual(["mine"]);
    expect((await everyPage(store, undefined, 10)).flat()).toEqual(["theirs", "mine"]);
    await close();
  });

  it("pages through every row once, newest first, for any rows and any page size", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 12 }), async (offsets, limit) => {
        run += 1;
        const name = `paged-${run}`;
        const rows = offsets.map((offset, index) =>
          row({ id: `${run}-${index}`, cluster: name, createdAt: new Date(start + offset) }),
        );
        await insertAll(store, rows);
        const byNewest = (left: ReportRow, right: ReportRow) =>
          right.createdAt.getTime() - left.createdAt.getTime() || (left.id < right.id ? 1 : -1);
        const pages = await everyPage(store, name, limit);
        expect(pages.flat()).toEqual(rows.toSorted(byNewest).map(({ id }) => id));
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        expect(pages.length).toBe(Math.max(1, Math.ceil(rows.length / limit)));
      }),
      { numRuns: 40 },
    );
  });

  it("goes on where it was when newer reports arrive between pages", async () => {
    const { store, close } = await cluster.createStore();
    await insertAll(
      store,
      [1, 2, 3].map((n) => row({ id: `r${n}`, createdAt: new Date(start + n) })),
    );
    const first = await store.reports.list({ limit: 2 });
    await store.reports.insert(row({ id: "new", createdAt: new Date(start + 9) }));
    const second = await store.reports.list({ limit: 2, ...(first.nextCursor ? { cursor: first.nextCursor } : {}) });
    expect(second.rows.map(({ id }) => id)).toEqual(["r1"]);
    await close();
  });

  it.each([
    [0, false],
    [1, true],
    [500, true],
    [501, false],
    [1.5, false],
    [Number.NaN, false],
  ])("a limit of %s is taken: %s", async (limit, taken) => {
    const list = store.reports.list({ limit });
    if (taken) await expect(list).resolves.toBeDefined();
    else await expect(list).rejects.toMatchObject({ reason: "invalid-limit" });
  });

  it("refuses a cursor that it did not make", async () => {
    await expect(store.reports.list({ limit: 1, cursor: "zzz" })).rejects.toMatchObject({ reason: "invalid-cursor" });
  });

  it("deletes what is older than the retention, to the millisecond", async () => {
    const { store, close } = await cluster.createStore({ retentionDays: 2 });
    const edge = start - 2 * day;
    await insertAll(
      store,
      [edge - 1, edge, edge + 1].map((at) => row({ id: `${at - edge}`, createdAt: new Date(at) })),
    );
    expect(await store.enforceRetention(new Date(start))).toBe(1);
    expect((await everyPage(store, undefined, 9)).flat()).toEqual(["1", "0"]);
    expect(await store.enforceRetention(new Date(start))).toBe(0);
    await close();
  });

  it("deletes more rows than one statement takes, and nothing when reports are kept for ever", async () => {
    const { store, databaseUrl, close } = await cluster.createStore({ retentionDays: Number.POSITIVE_INFINITY });
    await ask(
      databaseUrl,
      `INSERT INTO reports SELECT n::text, to_timestamp(n), 'p', 'l', 'c', 'v', 'v', NULL, NULL, 'h', 1, '{}'
       FROM generate_series(1, 12001) n`,
    );
    expect(await store.enforceRetention(new Date(8.64e15))).toBe(0);
    expect(await store.reports.deleteOlderThan(new Date(12_001_000))).toBe(12_000);
    expect((await everyPage(store, undefined, 9)).flat()).toEqual(["12001"]);
    await close();
  });

  it.each([
    [
      "reports_cluster_newest",
      `SELECT id FROM reports WHERE project = 'p' AND location = 'l' AND cluster = 'c'
       AND (created_at, id) < ('2026-01-01', 'x') ORDER BY created_at DESC, id DESC LIMIT 20`,
    ],
    ["reports_newest", "SELECT id FROM reports WHERE created_at < '2026-01-01' ORDER BY created_at LIMIT 5000"],
  ])("can read by %s in order, without sorting", async (index, query) => {
    const onlyIndexes = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";
    const plan = JSON.stringify(await ask(test.databaseUrl, onlyIndexes, `EXPLAIN (FORMAT JSON) ${query}`));
    expect(plan).toContain(index);
    expect(plan).not.toContain('"Sort"');
  });
}

describe("reports on the embedded PostgreSQL 18", () => suite(/^18\./));

const older = systemBinaries(15);
if ("missing" in older) {
  it.skip(`SKIPPED: reports on PostgreSQL 15 (${older.missing})`, () => undefined);
} else {
  describe("reports on PostgreSQL 15", () => suite(/^15\./, older));
}
