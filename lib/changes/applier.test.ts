import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Clock } from "@/lib/core/clock";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { GoogleError } from "@/lib/google/google-error";
import { openStore, type Store } from "@/lib/store/store";
import { isStoreError } from "@/lib/store/store-error";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { type Applier, startApplier } from "./applier";
import type { ApplierStep } from "./applier-context";
import type { ContainerPort } from "./ports";
import { realSleep } from "./real-sleep";
import { type FakeGoogle, fakeGoogle } from "./testing";

// Real databases, real time, on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
const hour = 3_600_000;
const boss = { id: "boss", name: "Boss" };

let tests: TestCluster;
let test: TestStore;
let appliers: Applier[] = [];
let stores: Store[] = [];
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
});
afterEach(async () => {
  await Promise.all(appliers.map((applier) => applier.stop()));
  await Promise.all([test, ...stores].map((store) => store.close()));
  appliers = [];
  stores = [];
});
afterAll(() => tests?.close());

type Place = { readonly cluster: ClusterName; readonly google: FakeGoogle };

function place(name: string, operationMs = 30): Place {
  const cluster = { ...clusterView().name, cluster: name };
  const entries = [entry("81.92.200.7/24", "office"), entry("185.44.108.30/32", "vpn")];
  const view = clusterView({ name: cluster, authorizedNetworks: { entries } });
  return { cluster, google: fakeGoogle({ view, clock, operationMs: () => operationMs }) };
}

/** One API for all the places. */
function api(places: readonly Place[]): ContainerPort {
  const of = (name: ClusterName) => {
    const found = places.find(({ cluster }) => formatClusterName(cluster) === formatClusterName(name));
    if (!found) throw new GoogleError("not-found", "Not found");
    return found.google.container;
  };
  return {
    getCluster: async (name, timeoutMs) => of(name).getCluster(name, timeoutMs),
    updateAuthorizedNetworks: async (name, ...rest) => of(name).updateAuthorizedNetworks(name, ...rest),
    updateCluster: async (name, ...rest) => of(name).updateCluster(name, ...rest),
    getOperation: async (name, ...rest) => of(name).getOperation(name, ...rest),
    listOperations: async (...given) =>
      (await Promise.all(places.map(({ google }) => google.container.listOperations(...given)))).flat(),
  };
}

/** An instance with connections of its own, as another process would have. */
async function instance(
  container: ContainerPort,
  atStep: (step: ApplierStep) => void = () => undefined,
): Promise<Applier> {
  const store = await openStore(
    { databaseUrl: test.databaseUrl, dataDirectory: "", retentionDays: 1 },
    () => undefined,
  );
  const applier = startApplier({
    ...{ container, clock, sleep: realSleep, atStep },
    store: store.changes,
    random: Math.random,
    newId: randomUUID,
    log: () => undefined,
  });
  stores.push(store);
  appliers.push(applier);
  return applier;
}

async function ask({ cluster }: Place, id: string, cidr: string, durationMs = hour): Promise<void> {
  const requestedAt = clock.now();
  // Clicks again while the database has too much to do, as a person would.
  const request: typeof test.store.grants.request = (...given) =>
    test.store.grants.request(...given).catch((error: unknown) => {
      if (isStoreError(error) && error.reason === "unavailable") return request(...given);
      throw error;
    });
  await request([
    {
      ...{ id, cluster, cidr, requestedAt, durationMs, approvalsNeeded: 0, idempotencyKey: id },
      ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
      principal: { id: "ana", name: "Ana" },
      reason: "incident",
      startBy: new Date(requestedAt.getTime() + hour),
    },
  ]);
}

/** Waits until every grant is in this state; asks the store, because only it knows. */
async function allAre(state: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { grants } = await test.store.grants.list({ limit: 500 });
      const others = grants.filter((grant) => grant.state !== state);
      expect(others.map(({ id, state: now, endDetail }) => [id, now, endDetail])).toEqual([]);
    },
    { timeout: 60_000, interval: 100 },
  );
}

const texts = (google: FakeGoogle) =>
  google.list().entries.map(({ cidrBlock, displayName }) => `${cidrBlock} ${displayName}`);
const isOurs = (text: string) => text.includes(" drawbridge:");

it("loses nothing: 200 grants at once, three instances, and a person who edits", async () => {
  const places = ["a1", "b2", "c3"].map((name) => place(name));
  await Promise.all([1, 2, 3].map(() => instance(api(places))));
  const mine = new Map(places.map(({ google }) => [google, texts(google)]));
  let edits = 0;
  const editing = setInterval(() => {
    for (const { google } of places) {
      edits += 1;
      const one = { cidrBlock: `77.${edits % 250}.0.0/24`, displayName: `edit ${edits}` };
      const made = google.edit(
        "human",
        ({ enabled, entries }) => ({
          enabled,
          entries:
            edits % 3
              ? [one, ...entries.filter(({ displayName }) => !displayName.startsWith("edit"))]
              : entries.filter(({ displayName }) => !displayName.startsWith("edit")),
        }),
        0,
      );
      if (made)
        mine.set(
          google,
          texts(google).filter((text) => !isOurs(text)),
        );
    }
  }, 400);
  const asked = Array.from({ length: 200 }, (_, index) => index);
  await Promise.all(asked.map((index) => ask(places[index % 3] as Place, `g${index}`, `62.4.${index}.5/32`)));
  await allAre("active");
  clearInterval(editing);
  for (const { google } of places) {
    expect(texts(google).filter((text) => !isOurs(text))).toEqual(mine.get(google));
    const listed = google.list().entries.filter(({ displayName }) => displayName.startsWith("drawbridge:"));
    const index = places.findIndex((one) => one.google === google);
    expect(listed.map(({ cidrBlock }) => cidrBlock).sort()).toEqual(
      asked
        .filter((grant) => grant % 3 === index)
        .map((grant) => `62.4.${grant}.5/32`)
        .sort(),
    );
    expect(google.changes.filter(({ actor }) => actor === "drawbridge").length).toBeLessThan(30);
  }
  for (const index of asked) await test.store.grants.revoke(`g${index}`, { by: boss, at: clock.now() });
  await allAre("ended");
  for (const { google } of places) expect(texts(google)).toEqual(mine.get(google));
  expect(await test.store.audit.verify()).toMatchObject({ intact: true });
});

describe("the applier", () => {
  it("takes an entry away at its time, without being called", async () => {
    const one = place("a1");
    await instance(api([one]));
    await ask(one, "g1", "62.4.5.6/32", 1_500);
    await allAre("active");
    expect(texts(one.google)).toHaveLength(3);
    await allAre("ended");
    expect(texts(one.google)).toHaveLength(2);
    const grant = await test.store.grants.get("g1");
    const late = (grant?.endedAt?.getTime() ?? 0) - (grant?.expiresAt?.getTime() ?? 0);
    expect(late).toBeLessThan(5_000);
  });

  it("goes on with other clusters while one fails, and comes back to that one", async () => {
    const [bad, good] = [place("bad"), place("good")];
    let broken = true;
    const container = api([bad, good]);
    const getCluster: ContainerPort["getCluster"] = (name, timeoutMs) => {
      if (broken && name.cluster === "bad") return Promise.reject(new GoogleError("unavailable", "no"));
      return container.getCluster(name, timeoutMs);
    };
    await instance({ ...container, getCluster });
    await ask(bad, "g1", "62.4.5.6/32");
    await ask(good, "g2", "62.4.5.6/32");
    await vi.waitFor(async () => expect(await test.store.grants.get("g2")).toMatchObject({ state: "active" }), 20_000);
    expect(await test.store.grants.get("g1")).toMatchObject({ state: "approved" });
    broken = false;
    await allAre("active");
  });

  it("stops in the middle of an operation, and the next one finishes it without sending again", async () => {
    const one = place("a1", 1_500);
    const accepted = Promise.withResolvers<void>();
    const first = await instance(api([one]), (step) => step === "operation-stored" && accepted.resolve());
    await ask(one, "g1", "62.4.5.6/32");
    await accepted.promise;
    await first.stop();
    await first.stop();
    expect(await test.store.grants.get("g1")).toMatchObject({ state: "approved" });
    await instance(api([one]));
    await allAre("active");
    expect(one.google.received).toHaveLength(1);
  });
});
