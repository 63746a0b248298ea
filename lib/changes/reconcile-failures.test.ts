import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { createScene, minute, office } from "./scene/testing";
import type { FakeOptions } from "./testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestStore;
let count = 0;
let name: string;
let { time, google, faults, id, cidrs, run, api, state, ask, revoke } = {} as ReturnType<typeof createScene>;

function scene(options: Partial<FakeOptions> = {}): void {
  name = `c${++count}`;
  ({ time, google, faults, id, cidrs, run, api, state, ask, revoke } = createScene(test.store, name, options));
}

beforeAll(async () => {
  test = await startTestStore();
});
afterAll(() => test?.close());
beforeEach(() => scene());

describe("what Google does not do", () => {
  it("an update on which somebody was faster is made anew", async () => {
    await ask("a", "62.4.5.6/32");
    const lab = { cidrBlock: "45.1.0.0/16", displayName: "lab" };
    const updateAuthorizedNetworks: typeof google.container.updateAuthorizedNetworks = (...given) => {
      if (google.received.length === 0)
        google.edit("human", (list) => ({ ...list, entries: [lab, ...list.entries] }), 0);
      return google.container.updateAuthorizedNetworks(...given);
    };
    await run(api({ updateAuthorizedNetworks }));
    expect(cidrs()).toEqual([lab.cidrBlock, office.cidrBlock, "62.4.5.6/32"]);
    expect(google.received.map(({ entries }) => entries.length)).toEqual([2, 3]);
  });

  it("a busy cluster is waited for, for a while, and then left to the next look", async () => {
    await ask("a", "62.4.5.6/32");
    google.edit("human", (list) => list, minute);
    expect(await run()).toEqual({ kind: "waiting", on: "operation-1-x" });
    await time.sleep(minute);
    expect(await run()).toEqual({ kind: "in-step" });
    expect(await state("a")).toEqual(["active", null]);
  });

  it("an operation of ours that takes long is followed again, and nothing is sent twice", async () => {
    scene({ operationMs: () => minute });
    await ask("a", "62.4.5.6/32");
    expect(await run()).toEqual({ kind: "waiting", on: "operation-1-x" });
    expect(await state("a")).toEqual(["approved", null]);
    await time.sleep(minute);
    await run();
    expect(await state("a")).toEqual(["active", null]);
    expect(google.received).toHaveLength(1);
  });

  it.each(["lost", "reset", "late"] as const)("an answer that does not come (%s) is found out", async (fault) => {
    await ask("a", "62.4.5.6/32");
    faults.push(fault);
    await run();
    expect([await state("a"), cidrs()]).toEqual([
      ["active", null],
      [office.cidrBlock, "62.4.5.6/32"],
    ]);
    expect(google.received).toHaveLength(fault === "reset" ? 2 : 1);
  });

  it.each([
    ["fail", "google-refused"],
    ["refuse", "google-refused"],
    ["ignore", "not-applied"],
  ] as const)("an update that comes to nothing (%s) fails its one grant", async (fault, reason) => {
    await ask("a", "62.4.5.6/32");
    faults.push(fault);
    await run();
    expect(await state("a")).toEqual(["failed", reason]);
    expect((await test.store.grants.get(id("a")))?.endDetail).not.toBe("");
    expect(cidrs()).toEqual([office.cidrBlock]);
  });

  it.each(["fail", "refuse"] as const)("one bad network (%s) does not take the good ones with it", async (fault) => {
    const bad = "62.4.5.2/32";
    for (const host of [1, 2, 3]) await ask(`n${host}`, `62.4.5.${host}/32`);
    const updateAuthorizedNetworks: typeof google.container.updateAuthorizedNetworks = (name, request, timeoutMs) => {
      if (JSON.stringify(request.body).includes(bad)) faults.push(fault);
      return google.container.updateAuthorizedNetworks(name, request, timeoutMs);
    };
    await run(api({ updateAuthorizedNetworks }));
    expect([await state("n1"), await state("n2"), await state("n3")]).toEqual([
      ["active", null],
      ["failed", "google-refused"],
      ["active", null],
    ]);
  });

  it("a missing permission fails what waits, and does not lose what has to go", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    await ask("b", "62.4.5.7/32");
    await revoke("a");
    const denied = new GoogleError("permission-denied", "Required container.clusters.update");
    const refusing = api({ updateAuthorizedNetworks: () => Promise.reject(denied) });
    expect(await run(refusing)).toEqual({ kind: "refused", reason: denied.message });
    expect([await state("a"), await state("b")]).toEqual([
      ["active", null],
      ["failed", "google-refused"],
    ]);
    await run();
    expect(await state("a")).toEqual(["ended", "revoked"]);
  });

  it("a removal that fails is tried until it works", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    await revoke("a");
    faults.push("fail", "ignore");
    await run();
    expect([await state("a"), cidrs()]).toEqual([["ended", "revoked"], [office.cidrBlock]]);
  });

  it.each(["unavailable", "rate-limited", "unauthenticated"] as const)(
    "%s is thrown, and nothing is lost",
    async (reason) => {
      await ask("a", "62.4.5.6/32");
      const updateAuthorizedNetworks = () => Promise.reject(new GoogleError(reason, "no"));
      await expect(run(api({ updateAuthorizedNetworks }))).rejects.toMatchObject({ reason });
      await run();
      expect(await state("a")).toEqual(["active", null]);
    },
  );
});
