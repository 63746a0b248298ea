import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ListSighting } from "@/lib/changes/watch/list-state";
import type { WriteIntent } from "@/lib/changes/write";
import { formatClusterName } from "@/lib/core/cluster-name";
import { boss, cluster, grantRequest, hour, at as moment } from "@/lib/store/changes/testing";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let store: Store;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  const test = await tests.createStore();
  store = test.store;
  return () => test.close();
});
afterAll(() => tests?.close());

const name = formatClusterName(cluster);
const minute = 60_000;
const office = { cidrBlock: "81.92.200.0/24", displayName: "office" };
const home = { cidrBlock: "93.104.77.18/32", displayName: "home" };

const sighting = (at: number, entries: ListSighting["entries"]): ListSighting => ({
  ...{ cluster, etag: `e${at}`, managedBy: "terraform", seenAt: moment(at), entries },
  ...{ enabled: true, googleCloudAccess: null, privateEndpointEnforcement: false },
});
const known = async () =>
  ((await store.sightings.entries([name])).get(name) ?? [])
    .map(({ cidrBlock, firstSeenAt, older }) => [cidrBlock, firstSeenAt.getTime(), older] as const)
    .sort();

describe("sightings", () => {
  it("know since when each entry is there, and forget those that went", async () => {
    const [first, second, third] = [
      sighting(0, [office]),
      sighting(minute, [office, home]),
      sighting(2 * minute, [home, { ...office, displayName: "new office" }]),
    ] as const;
    expect(await store.sightings.lastLook()).toBeNull();
    await store.sightings.store(first, undefined, undefined);
    await store.sightings.store(second, first, undefined);
    expect(await known()).toEqual([
      [office.cidrBlock, moment(0).getTime(), true],
      [home.cidrBlock, moment(minute).getTime(), false],
    ]);
    await store.sightings.store(third, second, undefined);
    expect(await known()).toEqual([
      [office.cidrBlock, moment(2 * minute).getTime(), false],
      [home.cidrBlock, moment(minute).getTime(), false],
    ]);
    expect(await store.sightings.sightings(cluster.project)).toEqual([third]);
    expect(await store.sightings.sightings("orders_prod")).toEqual([]);
    await store.sightings.seenAgain([cluster], moment(3 * minute));
    expect(await store.sightings.lastLook()).toEqual(moment(3 * minute));
    await store.sightings.forget([cluster]);
    expect([await store.sightings.sightings(cluster.project), await known()]).toEqual([[], []]);
  });

  it("tell of a change once, when two instances saw it", async () => {
    const [first, second] = [sighting(0, [office]), sighting(minute, [])];
    expect(await store.sightings.store(first, undefined, undefined)).toBe(true);
    expect(await store.sightings.store(first, undefined, undefined)).toBe(false);
    const told = { gone: [office], come: [], settings: [], before: first, culprits: [], why: "No log." };
    const both = [store.sightings.store(second, first, told), store.sightings.store(second, first, told)];
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
    const { events } = await store.audit.list({ limit: 9, cluster: name });
    expect(events).toMatchObject([{ seq: 1, actor: "unknown", action: "list.changed", subject: `lists/${name}` }]);
  });

  it("know our own writes that had no outcome at the last look", async () => {
    await store.grants.request([grantRequest()]);
    const [own] = await store.changes.ownedEntries(cluster, ["62.4.5.6/32"]);
    const marked = { cidrBlock: "62.4.5.6/32", displayName: `drawbridge:${own?.marker}` };
    const intent: WriteIntent = {
      ...{ id: "w1", cluster, at: moment(minute), etag: "e", before: [office], after: [office, marked], removes: [] },
      adds: [{ cidr: "62.4.5.6/32", marker: own?.marker ?? "", grants: ["g1"] }],
    };
    expect(await store.changes.beginWrite(intent)).toBe(true);
    const open = { before: [office], after: [office, marked], settings: {}, settled: false, closedAt: null };
    expect(await store.sightings.ownChanges(cluster, moment(hour))).toEqual([open]);
    const closing = { outcome: "settled", detail: "", foreignDrift: null, ownDrift: null, transitions: [] } as const;
    await store.changes.closeWrite(intent, { ...closing, at: moment(2 * minute) });
    const closed = { ...open, settled: true, closedAt: moment(2 * minute) };
    expect(await store.sightings.ownChanges(cluster, moment(2 * minute - 1))).toEqual([closed]);
    expect(await store.sightings.ownChanges(cluster, moment(2 * minute))).toEqual([]);
    expect((await store.sightings.owned([name])).get(name)).toMatchObject([own]);
    const about = await store.audit.about([
      { subject: "writes/w1" },
      { subject: "grants/g1" },
      { subject: "grants/no" },
    ]);
    expect(about.get("writes/w1")).toMatchObject({ cluster: name, adds: ["62.4.5.6/32"], removes: [] });
    expect(about.get("grants/g1")).toMatchObject({ cluster: name, cidr: "62.4.5.6/32", person: { name: "Ana" } });
    expect(about.get("grants/no")).toBeUndefined();
    const { events } = await store.audit.list({ limit: 9, cluster: name });
    expect(events.map(({ action }) => action)).toEqual(["write.settled", "write.intended", "grant.requested"]);
    expect((await store.audit.list({ limit: 9, cluster: `${name}2` })).events).toEqual([]);
  });
});

describe("a grant that ends soon", () => {
  const activate = async (durationMs: number) => {
    await store.grants.request([grantRequest({ durationMs })]);
    await store.changes.settle(cluster, [{ grant: "g1", to: "active", activatedAt: moment(0) }], moment(0));
  };
  const told = async () =>
    (await store.audit.list({ limit: 9, action: "grant.expiring" })).events.map(({ subject }) => subject);

  it.each([
    ["ten minutes before the end", hour, 50 * minute],
    ["at four fifths of a short one", 10 * minute, 8 * minute],
  ])("is told of %s, once", async (_, durationMs, due) => {
    await activate(durationMs);
    expect(await store.sightings.tellExpiring(moment(due - 1))).toBe(0);
    const at = moment(due);
    const all = await Promise.all([store.sightings.tellExpiring(at), store.sightings.tellExpiring(at)]);
    expect(all.sort()).toEqual([0, 1]);
    expect(await store.sightings.tellExpiring(moment(due + 1))).toBe(0);
    expect(await told()).toEqual(["grants/g1"]);
  });

  it("is told of again when it was prolonged", async () => {
    await activate(hour);
    expect(await store.sightings.tellExpiring(moment(50 * minute + 7))).toBe(1);
    expect(await store.sightings.tellExpiring(moment(50 * minute + 8))).toBe(0);
    await store.grants.extend("g1", { by: boss, at: moment(51 * minute), byMs: hour });
    expect(await store.sightings.tellExpiring(moment(60 * minute))).toBe(0);
    expect(await store.sightings.tellExpiring(moment(110 * minute))).toBe(1);
    expect(await told()).toHaveLength(2);
  });

  it("is not told of when it is over, or when its end was decided", async () => {
    await activate(hour);
    expect(await store.sightings.tellExpiring(moment(hour))).toBe(0);
    await store.grants.revoke("g1", { by: boss, at: moment(minute) });
    expect(await store.sightings.tellExpiring(moment(55 * minute))).toBe(0);
  });
});
