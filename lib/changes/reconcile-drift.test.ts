import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { createScene, office } from "./scene/testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let test: TestStore;
let count = 0;
let name: string;
let { google, cidrs, run, state, ask, revoke } = {} as ReturnType<typeof createScene>;

function scene(): void {
  name = `c${++count}`;
  ({ google, cidrs, run, state, ask, revoke } = createScene(test.store, name));
}

beforeAll(async () => {
  test = await startTestStore();
});
afterAll(() => test?.close());
beforeEach(() => scene());

describe("what others do", () => {
  it("is told, and not undone, when it happens before the list is read back", async () => {
    await ask("a", "62.4.5.6/32");
    const home = { cidrBlock: "45.2.0.0/16", displayName: "home" };
    const atStep = (step: string) => {
      if (step === "operation-ended")
        google.edit("human", ({ enabled, entries }) => ({ enabled, entries: [home, ...entries.slice(1)] }), 0);
    };
    await run({ atStep });
    expect([await state("a"), cidrs()]).toEqual([
      ["active", null],
      [home.cidrBlock, "62.4.5.6/32"],
    ]);
    const { events } = await test.store.audit.list({
      limit: 1,
      subject: `writes/w-${name}-1`,
      action: "list.foreign-drift",
    });
    expect(events).toMatchObject([{ data: { gone: [office], come: [home] } }]);
  });

  it("ends a grant whose entry they take away", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    google.edit("terraform", (list) => ({ ...list, entries: [office] }), 0);
    await run();
    expect([await state("a"), google.received.length]).toEqual([["ended", "removed-elsewhere"], 1]);
  });

  it("cannot keep an ended entry by restoring an old list", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    const old = google.list();
    await revoke("a");
    await run();
    google.edit("human", () => old, 0);
    await run();
    expect(google.list().entries).toEqual([office]);
  });

  it("can switch the filter off: nothing is sent, and the entry goes when it is on again", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    google.edit("human", (list) => ({ ...list, enabled: false }), 0);
    await revoke("a");
    expect(await run()).toMatchObject({ kind: "refused", reason: expect.stringContaining("off") });
    google.edit("human", (list) => ({ ...list, enabled: true }), 0);
    await run();
    expect([await state("a"), google.list()]).toEqual([["ended", "revoked"], { enabled: true, entries: [office] }]);
  });

  it("can leave our entry as the only one: it goes, and the list stays on", async () => {
    await ask("a", "62.4.5.6/32");
    await run();
    google.edit("human", (list) => ({ ...list, entries: list.entries.slice(1) }), 0);
    await revoke("a");
    await run();
    expect(google.list()).toEqual({ enabled: true, entries: [] });
  });
});
