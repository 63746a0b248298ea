import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SentUpdate, UpdateRequest } from "@/lib/changes/updates/update";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { settingsOf } from "@/lib/diagnosis/remedies/cluster-update/settings";
import { at, boss, cluster, grantRequest } from "@/lib/store/changes/testing";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";

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

const request = (differences: Partial<UpdateRequest> = {}): UpdateRequest => ({
  ...{ id: "u1", cluster, title: "Open the \0 door", plan: "p1", diagnosis: "d1", reason: "incident 7", basis: "b1" },
  remedy: { id: "open-dns-endpoint", params: {} },
  principal: { id: "ana@corp.example", name: "Ana" },
  idempotencyKey: "click-1",
  requestedAt: at(0),
  confirmed: [{ field: "allowExternalTraffic", before: "false", after: "true" }],
  undoes: null,
  ...differences,
});
const sent: SentUpdate = {
  etag: "e1",
  before: settingsOf(clusterView()),
  body: { name: "n", update: { etag: "e1", desiredControlPlaneEndpointsConfig: {} } },
};
const made = async (differences: Partial<UpdateRequest> = {}) => {
  const answer = await store.updates.request(request(differences));
  if (answer.kind === "refused") throw new Error(answer.why);
  return answer.update;
};
const told = async () =>
  (await store.audit.list({ limit: 100 })).events
    .map(({ action, actor, subject }) => [action, actor, subject])
    .toReversed();
const queue = () => store.changes.updates;

describe("a request", () => {
  it("is kept as it was made, and told", async () => {
    const update = await made();
    const { idempotencyKey, title, ...rest } = request();
    expect(update).toMatchObject({
      ...rest,
      idempotencyKey,
      title: "Open the \ufffd door",
      state: "queued",
      sent: null,
    });
    expect(await store.updates.get("u1")).toEqual(update);
    expect(await queue().next(cluster)).toEqual(update);
    expect(await told()).toEqual([["update.requested", "ana@corp.example", "updates/u1"]]);
  });

  it("that is repeated finds its update, and changes nothing", async () => {
    await made();
    const answers = await Promise.all(
      ["u2", "u3"].map((id) => store.updates.request(request({ id, requestedAt: at(9) }))),
    );
    expect(answers).toMatchObject([1, 2].map(() => ({ kind: "done", repeated: true, update: { id: "u1" } })));
    expect(await told()).toHaveLength(1);
  });

  it.each([
    ["another plan", { plan: "p2" }],
    ["another remedy", { remedy: { id: "enable-global-access", params: {} } as const }],
    ["other changes", { confirmed: [] }],
    ["another cluster", { cluster: { ...cluster, cluster: "other" } }],
  ])("with a key that was used for %s is refused", async (_, differences) => {
    await made();
    expect(await store.updates.request(request({ id: "u2", ...differences }))).toMatchObject({ kind: "refused" });
    expect(await store.updates.get("u2")).toBeUndefined();
  });

  it("shares its keys with grants, and not with other people", async () => {
    await store.grants.request([grantRequest({ idempotencyKey: "click-1" })]);
    expect(await store.updates.request(request())).toMatchObject({ kind: "refused" });
    expect(await store.updates.request(request({ principal: boss }))).toMatchObject({ kind: "done", repeated: false });
  });
});

describe("the queue", () => {
  it("gives the one that waits longest, and has one open for each cluster", async () => {
    const second = await made({ id: "u2", idempotencyKey: "2", requestedAt: at(2) });
    const first = await made({ id: "u1", idempotencyKey: "1", requestedAt: at(1) });
    const other = await made({ id: "u3", idempotencyKey: "3", cluster: { ...cluster, cluster: "other" } });
    expect(await queue().next(cluster)).toMatchObject({ id: "u1" });
    const began = await Promise.all([first, second, other, first].map((update) => queue().begin(update, sent, at(5))));
    expect(began.filter(Boolean)).toHaveLength(2);
    expect(began[2]).toBe(true);
    const open = await queue().open(cluster);
    expect(open).toMatchObject({ state: "open", sent, sentAt: at(5), operation: null });
    expect(await queue().open({ ...cluster, cluster: "none" })).toBeNull();
  });

  it("keeps the operation, and ends an update once", async () => {
    const update = await made();
    await queue().begin(update, sent, at(1));
    await queue().recordOperation(update, "operation-1", at(2));
    const closing = { state: "applied", detail: "as wanted", drift: [], at: at(3) } as const;
    expect(await queue().close(update, closing)).toBe(true);
    expect(await queue().close(update, { ...closing, state: "failed" })).toBe(false);
    await expect(queue().recordOperation(update, "operation-2", at(4))).rejects.toThrow("outcome already");
    await queue().release(update, "late", at(5));
    expect(await store.updates.get("u1")).toMatchObject({
      ...{ state: "applied", operation: "operation-1", detail: "as wanted", closedAt: at(3) },
    });
    expect(await queue().begin(update, sent, at(6))).toBe(false);
    expect((await told()).map(([action, actor]) => `${action} by ${actor}`)).toEqual([
      "update.requested by ana@corp.example",
      "update.sent by applier",
      "update.accepted by applier",
      "update.applied by applier",
    ]);
  });

  it("takes one back that Google did not take, and remembers what was sent", async () => {
    const update = await made();
    await queue().begin(update, sent, at(1));
    await queue().release(update, "busy", at(2));
    expect(await queue().next(cluster)).toMatchObject({ state: "queued", detail: "busy", sent, operation: null });
    expect(await queue().begin(update, { ...sent, etag: "e2" }, at(3))).toBe(true);
    expect(await queue().open(cluster)).toMatchObject({ detail: "", sent: { etag: "e2" } });
  });
});

describe("verify", () => {
  const proof = { at: at(10), how: "diagnosis", detail: "from 62.4.5.6", by: boss } as const;

  it("counts the first proof of an applied update", async () => {
    const update = await made();
    expect(await store.updates.verify("u1", proof)).toEqual({
      kind: "refused",
      why: "The change is queued, not applied.",
    });
    await queue().close(update, { state: "applied", detail: "", drift: [], at: at(5) });
    expect(await store.updates.verify("u1", { ...proof, at: at(4) })).toMatchObject({ kind: "refused" });
    expect(await store.updates.verify("u1", proof)).toMatchObject({ kind: "done" });
    expect(await store.updates.verify("u1", { ...proof, at: at(20) })).toMatchObject({ kind: "done" });
    const { by, ...verified } = proof;
    expect(await store.updates.get("u1")).toMatchObject({ state: "applied", verified });
    expect(await store.updates.verify("none", proof)).toEqual({ kind: "not-found" });
    expect((await told()).at(-1)).toEqual(["update.verified", by.id, "updates/u1"]);
    expect(await told()).toHaveLength(3);
    expect(await store.audit.verify()).toMatchObject({ intact: true });
  });
});

it("lists the newest first, page by page, filtered", async () => {
  for (const number of [1, 2, 3]) {
    await made({ id: `u${number}`, idempotencyKey: String(number), requestedAt: at(number) });
  }
  await made({
    id: "u4",
    idempotencyKey: "4",
    requestedAt: at(4),
    principal: boss,
    cluster: { ...cluster, cluster: "x" },
  });
  const first = await store.updates.list({ limit: 2, cluster });
  expect(first.updates.map(({ id }) => id)).toEqual(["u3", "u2"]);
  const rest = await store.updates.list({ limit: 2, cluster, cursor: first.nextCursor ?? "" });
  expect([rest.updates.map(({ id }) => id), rest.nextCursor]).toEqual([["u1"], null]);
  expect((await store.updates.list({ limit: 9, principalId: boss.id })).updates).toMatchObject([{ id: "u4" }]);
  expect((await store.updates.list({ limit: 9, states: ["applied"] })).updates).toEqual([]);
  await expect(store.updates.list({ limit: 0 })).rejects.toMatchObject({ reason: "invalid-limit" });
});
