import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { GrantAnswer } from "@/lib/changes/grant-store";
import type { Store } from "@/lib/store/store";
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

const request = (differences = {}) => store.grants.request([grantRequest(differences)]);
const activate = (id: string, when = at(1_000)) =>
  store.changes.settle(cluster, [{ grant: id, to: "active", activatedAt: when }], when);
const decision = (milliseconds: number) => ({ by: boss, at: at(milliseconds) });
const refused = (answer: GrantAnswer) => (answer.kind === "refused" ? answer.why : answer.kind);

async function events(subject: string): Promise<readonly string[]> {
  const { events: found } = await store.audit.list({ limit: 100, subject });
  return found.map(({ actor, action }) => `${actor} ${action}`).reverse();
}

describe("a request", () => {
  it("is approved at once when it needs no approval, and is kept as it was made", async () => {
    const made = await request();
    const grant = {
      ...grantRequest(),
      state: "approved",
      approvals: [],
      approvedAt: at(0),
      activatedAt: null,
      expiresAt: null,
      stop: null,
      endedAt: null,
      endReason: null,
      endDetail: "",
      entryMarker: null,
      attempts: 0,
      verified: null,
      review: null,
    };
    expect(made).toEqual({ kind: "done", grants: [grant], repeated: false });
    expect(await store.grants.get("g1")).toEqual(grant);
    expect(await events("grants/g1")).toEqual(["ana@corp.example grant.requested"]);
  });

  it("is made once, however often it is clicked, also at the same time", async () => {
    const clicks = await Promise.all(Array.from({ length: 20 }, (_, index) => request({ id: `g${index}` })));
    expect(clicks.filter((answer) => answer.kind === "done" && !answer.repeated)).toHaveLength(1);
    const ids = new Set(clicks.flatMap((answer) => (answer.kind === "done" ? answer.grants.map(({ id }) => id) : [])));
    expect(ids.size).toBe(1);
    expect((await store.grants.list({ limit: 100 })).grants).toHaveLength(1);
    expect((await store.audit.list({ limit: 100 })).events).toHaveLength(1);
  });

  it("does not take a key for another request, and takes it from another person", async () => {
    await request();
    expect(await request({ id: "g2", cidr: "62.4.5.7/32" })).toMatchObject({ kind: "refused" });
    const other = await request({ id: "g3", principal: { id: "bob", name: "Bob" } });
    expect(other).toMatchObject({ kind: "done", repeated: false });
  });

  it("covers several clusters, all or none", async () => {
    const second = { ...cluster, cluster: "second" };
    const both = [grantRequest(), grantRequest({ id: "g2", cluster: second })];
    expect(await store.grants.request(both)).toMatchObject({ grants: [{ id: "g1" }, { id: "g2" }] });
    const clash = [grantRequest({ id: "g3", idempotencyKey: "k2" }), grantRequest({ id: "g1", idempotencyKey: "k2" })];
    await expect(store.grants.request(clash)).rejects.toMatchObject({ name: "StoreError" });
    expect(await store.grants.get("g3")).toBeUndefined();
    expect(await store.grants.request([])).toMatchObject({ kind: "refused" });
  });
});

describe("approval", () => {
  it("needs as many people as it says, each once, and never its own person", async () => {
    await request({ approvalsNeeded: 2 });
    const self = { by: { id: "ana@corp.example", name: "Ana" }, at: at(1) };
    expect(refused(await store.grants.approve("g1", self))).toMatch(/own grant/);
    await store.grants.approve("g1", decision(2));
    expect(await store.grants.approve("g1", decision(3))).toMatchObject({
      kind: "done",
      grant: { state: "requested", approvals: [{ ...boss, at: at(2) }] },
    });
    const second = await store.grants.approve("g1", { by: { id: "eve", name: "Eve" }, at: at(4) });
    expect(second).toMatchObject({ grant: { state: "approved", approvedAt: at(4) } });
    expect(refused(await store.grants.approve("g1", decision(5)))).toMatch(/nothing to approve/);
    expect(await events("grants/g1")).toHaveLength(3);
  });

  it.each([
    ["a millisecond before it is too late", hour - 1, "done"],
    ["too late", hour, "refused"],
  ])("comes %s", async (_, milliseconds, kind) => {
    await request({ approvalsNeeded: 1 });
    expect(await store.grants.approve("g1", decision(milliseconds))).toMatchObject({ kind });
  });

  it("counts two people at the same time", async () => {
    await request({ approvalsNeeded: 2 });
    const people = ["eve", "bob"].map((id) => store.grants.approve("g1", { by: { id, name: id }, at: at(1) }));
    await Promise.all(people);
    expect(await store.grants.get("g1")).toMatchObject({ state: "approved", approvals: [{}, {}] });
  });

  it("is denied with a reason, and only while it waits", async () => {
    await request({ approvalsNeeded: 1 });
    const denied = await store.grants.deny("g1", { ...decision(1), why: "use the VPN" });
    expect(denied).toMatchObject({ grant: { state: "denied", endReason: "denied", endDetail: "use the VPN" } });
    await request({ id: "g2", idempotencyKey: "k2" });
    expect(refused(await store.grants.deny("g2", { ...decision(1), why: "" }))).toMatch(/revoke/);
    expect(await store.grants.deny("nobody", { ...decision(1), why: "" })).toEqual({ kind: "not-found" });
  });
});

describe("the end of a grant", () => {
  it("counts from its activation", async () => {
    await request();
    await activate("g1", at(5_000));
    expect(await store.grants.get("g1")).toMatchObject({ activatedAt: at(5_000), expiresAt: at(5_000 + hour) });
  });

  it.each([
    ["a millisecond before it", hour - 1, at(2 * hour)],
    ["at it", hour, undefined],
  ])("is put off %s", async (_, milliseconds, expected) => {
    await request();
    await activate("g1", at(0));
    const answer = await store.grants.extend("g1", { ...decision(milliseconds), byMs: hour });
    if (expected) expect(answer).toMatchObject({ grant: { expiresAt: expected, durationMs: 2 * hour } });
    else expect(refused(answer)).toMatch(/not active/);
  });

  it.each([0, -1, 0.5, Number.NaN])("is not put off by %d", async (byMs) => {
    await request();
    await activate("g1");
    expect(refused(await store.grants.extend("g1", { ...decision(2_000), byMs }))).toMatch(/longer/);
  });

  it("is decided by a revocation: at once when nothing is at Google, otherwise by the applier", async () => {
    await request({ approvalsNeeded: 1 });
    expect(await store.grants.revoke("g1", decision(1))).toMatchObject({
      grant: { state: "ended", endReason: "revoked" },
    });
    await request({ id: "g2", idempotencyKey: "k2" });
    await activate("g2");
    const revoked = { kind: "done", grant: { state: "active", stop: { at: at(2_000), reason: "revoked" } } };
    expect(await store.grants.revoke("g2", decision(2_000))).toMatchObject(revoked);
    expect(await store.grants.revoke("g2", decision(3_000))).toMatchObject(revoked);
    expect(refused(await store.grants.extend("g2", { ...decision(2_500), byMs: 1 }))).toMatch(/not active/);
    expect(await events("grants/g2")).toHaveLength(3);
  });
});

describe("lists", () => {
  it("gives every grant once, newest first", async () => {
    for (let index = 0; index < 7; index += 1) {
      await request({ id: `g${index}`, idempotencyKey: `k${index}`, requestedAt: at(Math.floor(index / 2)) });
    }
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await store.grants.list({ limit: 3, ...(cursor ? { cursor } : {}) });
      ids.push(...page.grants.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(ids).toEqual(["g6", "g5", "g4", "g3", "g2", "g1", "g0"]);
    await expect(store.grants.list({ limit: 0 })).rejects.toMatchObject({ reason: "invalid-limit" });
  });

  it("narrows down by cluster, person and state", async () => {
    await request();
    await request({ id: "g2", cluster: { ...cluster, cluster: "second" }, idempotencyKey: "k2" });
    await request({ id: "g3", principal: { id: "bob", name: "Bob" }, approvalsNeeded: 1 });
    const ids = async (query: object) => (await store.grants.list({ limit: 10, ...query })).grants.map(({ id }) => id);
    expect(await ids({ cluster })).toEqual(["g3", "g1"]);
    expect(await ids({ principalId: "bob" })).toEqual(["g3"]);
    expect(await ids({ states: ["approved"] })).toEqual(["g2", "g1"]);
  });
});

describe("a click", () => {
  it("is found again by its person and key", async () => {
    await request();
    expect(await store.grants.ofClick("ana@corp.example", "click-1")).toMatchObject([{ id: "g1" }]);
    expect(await store.grants.ofClick("ana@corp.example", "click-2")).toEqual([]);
    expect(await store.grants.ofClick("bob@corp.example", "click-1")).toEqual([]);
  });

  it("extends once, and not for something else", async () => {
    await request();
    await activate("g1");
    const longer = { ...decision(2_000), byMs: hour, idempotencyKey: "longer" };
    for (const _ of [1, 2])
      expect(await store.grants.extend("g1", longer)).toMatchObject({ grant: { durationMs: 2 * hour } });
    expect(refused(await store.grants.extend("g1", { ...longer, byMs: 1 }))).toMatch(/another request/);
    expect(await events("grants/g1")).toHaveLength(3);
  });
});

describe("the proof that a grant works", () => {
  const proof = { by: boss, how: "terminal", detail: "HTTP 401" } as const;
  it("counts once, from the moment at which it is active", async () => {
    await request();
    expect(refused(await store.grants.verify("g1", { ...proof, at: at(0) }))).toMatch(/approved, not active/);
    await activate("g1");
    expect(refused(await store.grants.verify("g1", { ...proof, at: at(999) }))).toMatch(/before the grant was active/);
    const verified = { at: at(1_000), how: "terminal", detail: "HTTP 401" };
    expect(await store.grants.verify("g1", { ...proof, at: at(1_000) })).toMatchObject({ grant: { verified } });
    const again = { ...proof, at: at(2_000), detail: "later" };
    expect(await store.grants.verify("g1", again)).toMatchObject({ grant: { verified } });
    expect(await events("grants/g1")).toHaveLength(3);
  });
});

describe("a look at an emergency afterwards", () => {
  it("is somebody else's, once, and of emergencies alone", async () => {
    const review = { ...decision(5), note: "was right" };
    await request({ breakGlass: true });
    const own = { ...review, by: { id: "ana@corp.example", name: "Ana" } };
    expect(refused(await store.grants.review("g1", own))).toMatch(/Somebody else/);
    const kept = { grant: { review: { by: boss, at: at(5), note: "was right" } } };
    expect(await store.grants.review("g1", review)).toMatchObject(kept);
    expect(await store.grants.review("g1", { ...review, note: "again" })).toMatchObject(kept);
    await request({ id: "g2", idempotencyKey: "k2" });
    expect(refused(await store.grants.review("g2", review))).toMatch(/Only an emergency/);
  });
});

describe("the latest write of a grant", () => {
  it("is the newest that adds or removes its entry", async () => {
    await request();
    const found = await store.grants.get("g1");
    if (!found) throw new Error("no grant");
    expect(await store.grants.latestWrite(found)).toBeNull();
    const [own] = await store.changes.ownedEntries(cluster, [found.cidr]);
    const change = { cidr: found.cidr, marker: own?.marker ?? "", grants: ["g1"] };
    const intent = { id: "w1", cluster, at: at(10), etag: "e", before: [], after: [], adds: [change], removes: [] };
    await store.changes.beginWrite(intent);
    const open = { adds: true, state: "open", operation: null, sentAt: at(10), closedAt: null };
    expect(await store.grants.latestWrite(found)).toEqual(open);
    await store.changes.recordOperation(intent, "operation-1", at(11));
    expect(await store.grants.latestWrite(found)).toEqual({ ...open, operation: "operation-1" });
    expect(await store.grants.latestWrite({ ...found, id: "g" })).toBeNull();
  });
});
