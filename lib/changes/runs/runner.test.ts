import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { realSleep } from "@/lib/changes/real-sleep";
import type { Store } from "@/lib/store/store";
import { openStore } from "@/lib/store/store";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import { startRunner } from "./runner";
import { fakeKubernetes, gsa, probeLog, runRequest } from "./testing";

// Real databases and real time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
let tests: TestCluster;
let stores: Store[];
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  const { store, databaseUrl } = await tests.createStore();
  const settings = { databaseUrl, dataDirectory: "", retentionDays: 1 };
  stores = [store, await openStore(settings, () => undefined), await openStore(settings, () => undefined)];
  return async () => void (await Promise.all(stores.map((one) => one.close())));
});
afterAll(() => tests?.close());

/** Resolves once `done` is true, which is asked whenever a run moves on. */
async function until(store: Store, ids: readonly string[], done: () => Promise<boolean>): Promise<void> {
  let news = Promise.withResolvers<void>();
  const listeners = ids.map((id) => store.runs.onChange(id, () => news.resolve()));
  while (!(await done())) {
    await Promise.race([news.promise, realSleep(1_000, AbortSignal.timeout(1_000))]);
    news = Promise.withResolvers();
  }
  for (const listener of listeners) listener.stop();
}

it("makes one pod of each run, however many applier processes there are, and survives that one of them ends", async () => {
  const fake = fakeKubernetes(clock);
  fake.whenCreated((name) => {
    setTimeout(() => fake.finish(name, 0, probeLog(gsa)), 400);
  });
  const parts = { kubernetes: async () => fake.kubernetes, clock, sleep: realSleep, log: () => undefined };
  const runners = stores.map((store) => startRunner({ ...parts, runs: store.runQueue }));
  const [store] = stores;
  const [first] = runners;
  if (!store || !first) throw new Error("nothing was started");
  const ids = [1, 2, 3, 4, 5].map((digit) => String(digit).repeat(32));
  for (const id of ids) await store.runs.request(runRequest({ id, requestedAt: clock.now() }));
  await until(store, ids, async () => fake.created.length === 5);
  await first.stop();
  await until(store, ids, async () => (await store.runQueue.open()).length === 0);
  await Promise.all(runners.map((runner) => runner.stop()));
  const { runs } = await store.runs.list({ limit: 9 });
  expect(runs.map(({ state, identity }) => [state, identity?.proven])).toEqual(ids.map(() => ["finished", true]));
  expect({ created: fake.created.length, left: fake.pods() }).toEqual({ created: 5, left: [] });
});

it("hears of a person who stops a run whose cluster is away, at once", async () => {
  const [store] = stores;
  if (!store) throw new Error("there is no store");
  const id = "9".repeat(32);
  const away = () =>
    Promise.reject(Object.assign(new Error("no route"), { name: "KubernetesError", reason: "unreachable" }));
  await store.runs.request(runRequest({ id, requestedAt: clock.now() }));
  const runner = startRunner({ runs: store.runQueue, kubernetes: away, clock, sleep: realSleep, log: () => undefined });
  await until(store, [id], async () => (await store.runs.get(id))?.detail !== "");
  expect(await store.runs.get(id)).toMatchObject({ state: "queued", detail: expect.stringMatching(/no route/) });
  await store.runs.stop(id, { id: "eve", name: "Eve" }, clock.now());
  await until(store, [id], async () => (await store.runs.get(id))?.cleanedAt !== null);
  await runner.stop();
  expect(await store.runs.get(id)).toMatchObject({ state: "stopped" });
});
