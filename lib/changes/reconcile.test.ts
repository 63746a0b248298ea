import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { createScene, minute, office } from "./scene/testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestStore;
let count = 0;
let name: string;
let { time, google, id, cidrs, run, api, state, ask, revoke } = {} as ReturnType<typeof createScene>;

function scene(): void {
  name = `c${++count}`;
  ({ time, google, id, cidrs, run, api, state, ask, revoke } = createScene(test.store, name));
}

beforeAll(async () => {
  test = await startTestStore();
});
afterAll(() => test?.close());
beforeEach(() => scene());

async function actions(subject: string): Promise<readonly string[]> {
  const { events } = await test.store.audit.list({ limit: 100, subject });
  return events.map(({ action }) => action).reverse();
}

describe("a grant", () => {
  it("is active when its entry was read back, ends at its time, and leaves the list as it was", async () => {
    await ask("a", "62.4.5.6/32");
    expect(await run()).toEqual({ kind: "in-step" });
    expect(cidrs()).toEqual([office.cidrBlock, "62.4.5.6/32"]);
    const grant = await test.store.grants.get(id("a"));
    expect(grant).toMatchObject({ state: "active", activatedAt: new Date(time.start + 2_000) });
    expect(google.list().entries[1]?.displayName).toBe(`drawbridge:${grant?.entryMarker}`);
    await time.sleep(10 * minute);
    await run();
    expect(google.list().entries).toEqual([office]);
    expect(await state("a")).toEqual(["ended", "expired"]);
    expect(await actions(`grants/${id("a")}`)).toEqual([
      "grant.requested",
      "grant.activated",
      "grant.expired",
      "grant.ended",
    ]);
    expect(await actions(`writes/w-${name}-1`)).toEqual(["write.intended", "write.accepted", "write.settled"]);
  });

  it("goes together with all that wait, and what comes during an operation goes into the next one", async () => {
    for (const host of [1, 2, 3]) await ask(`n${host}`, `62.4.5.${host}/32`);
    time.at(1_000, async () => {
      for (const host of [4, 5]) await ask(`n${host}`, `62.4.5.${host}/32`);
    });
    await run();
    expect(google.received.map(({ entries }) => entries.length)).toEqual([4, 6]);
    expect(await state("n5")).toEqual(["active", null]);
  });

  it("shares its entry, and the last one takes it away", async () => {
    await ask("a", "62.4.5.6/32");
    await ask("b", "62.4.5.6/32", { principal: { id: "bob", name: "Bob" } });
    await run();
    await revoke("a");
    await run();
    expect([await state("a"), await state("b")]).toEqual([
      ["ended", "revoked"],
      ["active", null],
    ]);
    expect(google.received).toHaveLength(1);
    await revoke("b");
    await run();
    expect(cidrs()).toEqual([office.cidrBlock]);
  });

  it("that is revoked while its update runs is taken away again", async () => {
    await ask("a", "62.4.5.6/32");
    time.at(1_000, () => revoke("a"));
    await run();
    expect([await state("a"), cidrs()]).toEqual([["ended", "revoked"], [office.cidrBlock]]);
  });

  it("ends with its cluster", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    await ask("b", "62.4.5.7/32");
    const getCluster = () => Promise.reject(new GoogleError("not-found", "Not found"));
    await run(api({ getCluster }));
    expect([await state("a"), await state("b")]).toEqual([
      ["ended", "cluster-gone"],
      ["failed", "cluster-gone"],
    ]);
  });
});

it("a grant whose activation nobody saw lasts from when its operation ended, not from when it was found", async () => {
  await ask("a", "62.4.5.6/32");
  const atStep = (step: string) => {
    if (step === "operation-stored") throw new Error("killed");
  };
  await expect(run({ atStep })).rejects.toThrow("killed");
  await time.sleep(5 * minute);
  await run();
  expect(await test.store.grants.get(id("a"))).toMatchObject({
    state: "active",
    activatedAt: new Date(time.start + 2_000),
    expiresAt: new Date(time.start + 2_000 + 10 * minute),
  });
});
