import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { WriteClosing } from "@/lib/changes/ports";
import type { WriteIntent } from "@/lib/changes/write";
import { openStore, type Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { at, boss, cluster, grantRequest, hour } from "./testing";

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

const own = { cidr: "62.4.5.6/32", marker: "m1" };
const intent = (differences: Partial<WriteIntent> = {}): WriteIntent => ({
  id: "w1",
  cluster,
  at: at(1_000),
  etag: "e1",
  before: [{ cidrBlock: "81.92.200.7/24", displayName: "office" }],
  after: [{ cidrBlock: "81.92.200.7/24", displayName: "office" }],
  adds: [{ ...own, grants: ["g1"] }],
  removes: [],
  ...differences,
});
const closing = (differences: Partial<WriteClosing> = {}): WriteClosing => ({
  outcome: "settled",
  detail: "",
  transitions: [{ grant: "g1", to: "active", activatedAt: at(2_000) }],
  foreignDrift: null,
  ownDrift: null,
  at: at(3_000),
  ...differences,
});
const request = (differences = {}) => store.grants.request([grantRequest(differences)]);
const removing = { id: "w2", adds: [], removes: [{ ...own, grants: ["g1"] }] };

describe("owned entries", () => {
  it("have one marker for each network of a cluster, for ever, whoever asks first", async () => {
    const asked = await Promise.all([1, 2, 3].map(() => store.changes.ownedEntries(cluster, ["a", "b", "a"])));
    const markers = new Set(asked.flat().map(({ cidr, marker }) => `${cidr} ${marker}`));
    expect(markers.size).toBe(2);
    expect(await store.changes.ownedEntries({ ...cluster, cluster: "other" }, ["a"])).toHaveLength(1);
  });
});

describe("a write", () => {
  it("is there before it is sent, gets its operation, and is closed once", async () => {
    await request();
    expect(await store.changes.beginWrite(intent())).toBe(true);
    expect(await store.changes.openWrite(cluster)).toEqual({ ...intent(), operation: null });
    await store.changes.recordOperation(intent(), "operation-1", at(1_500));
    expect(await store.changes.openWrite(cluster)).toMatchObject({ operation: "operation-1" });
    expect(await store.changes.closeWrite(intent(), closing())).toBe(true);
    expect(await store.changes.closeWrite(intent(), closing({ outcome: "failed" }))).toBe(false);
    expect(await store.changes.openWrite(cluster)).toBeNull();
    expect(await store.grants.get("g1")).toMatchObject({ state: "active", expiresAt: at(2_000 + hour) });
    await expect(store.changes.recordOperation(intent(), "o", at(4_000))).rejects.toMatchObject({ name: "StoreError" });
  });

  it("is the only one of its cluster", async () => {
    await request();
    await store.changes.beginWrite(intent());
    expect(await store.changes.beginWrite(intent({ id: "w2" }))).toBe(false);
    expect(await store.changes.beginWrite(intent({ id: "w3", cluster: { ...cluster, cluster: "other" } }))).toBe(true);
  });

  it("does not begin for a grant that was revoked meanwhile, nor against one that was extended", async () => {
    await request();
    await store.grants.revoke("g1", { by: boss, at: at(500) });
    expect(await store.changes.beginWrite(intent())).toBe(false);
    await request({ id: "g2", idempotencyKey: "k2" });
    await store.changes.settle(cluster, [{ grant: "g2", to: "active", activatedAt: at(0) }], at(0));
    const over = { ...removing, at: at(hour), removes: [{ ...own, grants: ["g2"] }] };
    await store.grants.extend("g2", { by: boss, at: at(hour - 1), byMs: 1 });
    expect(await store.changes.beginWrite(intent(over))).toBe(false);
    expect(await store.changes.beginWrite(intent({ ...over, at: at(hour + 1) }))).toBe(true);
    expect(await store.grants.extend("g2", { by: boss, at: at(hour), byMs: 9 })).toMatchObject({ kind: "refused" });
    expect(await store.grants.get("g2")).toMatchObject({ stop: { reason: "expired" }, state: "active" });
  });

  it("does not take off a network that another grant has by now", async () => {
    await request();
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: at(0) }], at(0));
    await request({ id: "g2", idempotencyKey: "k2", requestedAt: at(hour), startBy: at(2 * hour) });
    const over = { ...removing, at: at(hour + 1) };
    expect(await store.changes.beginWrite(intent(over))).toBe(false);
    await store.grants.revoke("g2", { by: boss, at: at(hour + 2) });
    expect(await store.changes.beginWrite(intent(over))).toBe(true);
  });

  it("tells of drift", async () => {
    await request();
    await store.changes.beginWrite(intent());
    const drift = { foreignDrift: { gone: [], come: [] }, ownDrift: { missing: [own], remaining: [] } };
    await store.changes.closeWrite(intent(), closing({ ...drift, outcome: "failed", transitions: [] }));
    const { events } = await store.audit.list({ limit: 3, subject: "writes/w1" });
    expect(events.map(({ action }) => action)).toEqual(["list.foreign-drift", "list.own-drift", "write.failed"]);
  });
});

describe("transitions", () => {
  it.each([
    ["an ended grant does not become active", "ended", { to: "active", activatedAt: at(1) }],
    ["an active grant does not fail", "active", { to: "failed", reason: "refused", detail: "" }],
    ["an active grant is not tried again", "active", { to: "retry", detail: "" }],
  ] as const)("%s", async (_, state, transition) => {
    await request();
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: at(0) }], at(0));
    const over = { grant: "g1", to: "ended", reason: "cluster-gone", detail: "" } as const;
    if (state === "ended") await store.changes.settle(cluster, [over], at(0));
    await store.changes.settle(cluster, [{ grant: "g1", ...transition }], at(1));
    expect(await store.grants.get("g1")).toMatchObject({ state, attempts: 0 });
  });

  it("a grant that was extended meanwhile has not expired", async () => {
    await request();
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: at(0) }], at(0));
    await store.grants.extend("g1", { by: boss, at: at(1), byMs: hour });
    const over = { grant: "g1", to: "ended", reason: "expired", detail: "" } as const;
    await store.changes.settle(cluster, [over], at(2 * hour - 1));
    expect(await store.grants.get("g1")).toMatchObject({ state: "active" });
    await store.changes.settle(cluster, [over], at(2 * hour));
    expect(await store.grants.get("g1")).toMatchObject({ state: "ended", endReason: "expired" });
  });

  it("a revoked grant does not end as removed elsewhere", async () => {
    await request();
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: at(0) }], at(0));
    await store.grants.revoke("g1", { by: boss, at: at(1) });
    const elsewhere = { grant: "g1", to: "ended", reason: "removed-elsewhere", detail: "" } as const;
    await store.changes.settle(cluster, [elsewhere], at(2));
    expect(await store.grants.get("g1")).toMatchObject({ state: "active" });
  });
});

describe("what is due", () => {
  const due = async (now = at(10)) =>
    (await store.changes.dueClusters(now)).map((one) => ({ at: one.at, watch: one.watch }));

  it("is an approved grant, at once, and a requested one when it is too late", async () => {
    await request({ approvalsNeeded: 1 });
    expect(await due()).toEqual([{ at: at(hour), watch: false }]);
    await store.grants.approve("g1", { by: boss, at: at(5) });
    expect(await due()).toEqual([{ at: at(10), watch: false }]);
    expect(await store.changes.openGrants(cluster, at(10))).toMatchObject([{ id: "g1" }]);
  });

  it("is the end of an active grant, and its revocation at once", async () => {
    await request();
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: at(5) }], at(5));
    expect(await due()).toEqual([{ at: at(5 + hour), watch: true }]);
    await store.grants.revoke("g1", { by: boss, at: at(6) });
    expect(await due()).toEqual([{ at: at(10), watch: true }]);
  });

  it("is an open write, at once, and a list for a day after one", async () => {
    await request();
    await store.changes.beginWrite(intent());
    expect(await due()).toEqual([{ at: at(10), watch: true }]);
    await store.changes.closeWrite(
      intent(),
      closing({ transitions: [{ grant: "g1", to: "ended", reason: "revoked", detail: "" }] }),
    );
    expect(await due(at(24 * hour))).toEqual([{ at: null, watch: true }]);
    expect(await due(at(25 * hour))).toEqual([]);
  });
});

describe("between instances", () => {
  let other: Store;
  beforeEach(async () => {
    other = await openStore({ databaseUrl: test.databaseUrl, dataDirectory: "", retentionDays: 1 }, () => undefined);
    return () => other.close();
  });

  it("one works on a cluster at a time, and another cluster is free", async () => {
    const gate = Promise.withResolvers<string>();
    const first = store.changes.withClusterLock(cluster, () => gate.promise);
    await store.changes.withClusterLock({ ...cluster, cluster: "warm-up" }, async () => undefined);
    expect(await other.changes.withClusterLock(cluster, async () => "second")).toBeUndefined();
    expect(await store.changes.withClusterLock(cluster, async () => "again")).toBeUndefined();
    expect(await other.changes.withClusterLock({ ...cluster, cluster: "b" }, async () => "free")).toBe("free");
    gate.resolve("first");
    expect(await first).toBe("first");
    expect(await other.changes.withClusterLock(cluster, async () => "second")).toBe("second");
  });

  it("the lock is free after work that failed", async () => {
    const failing = store.changes.withClusterLock(cluster, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await other.changes.withClusterLock(cluster, async () => "free")).toBe("free");
  });

  it("a change wakes the others", async () => {
    const woken = Promise.withResolvers<void>();
    other.changes.onWake(woken.resolve);
    await other.changes.withClusterLock(cluster, async () => undefined);
    await request();
    await woken.promise;
  });

  it("a lost connection frees the lock, and another is made", async () => {
    const gate = Promise.withResolvers<void>();
    const first = store.changes.withClusterLock(cluster, () => gate.promise);
    await store.changes.withClusterLock({ ...cluster, cluster: "warm-up" }, async () => undefined);
    const client = new Client(test.databaseUrl);
    await client.connect();
    const terminate = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted";
    await client.query(terminate);
    await client.end();
    await vi.waitFor(async () => {
      expect(await other.changes.withClusterLock(cluster, async () => "free")).toBe("free");
    });
    gate.resolve();
    await first;
    expect(await store.changes.withClusterLock(cluster, async () => "again")).toBe("again");
  });
});
