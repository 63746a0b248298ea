import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import type { StoredPlan } from "./plans";

let database: TestStore;
beforeAll(async () => {
  database = await startTestStore();
});
afterAll(() => database?.close());

const start = Date.UTC(2026, 10, 1);
const at = (minutes: number) => new Date(start + minutes * 60_000);

const plan: StoredPlan = {
  id: "p1",
  diagnosis: "d1",
  cluster: { project: "orders-prod", location: "europe-west1", cluster: "main" },
  remedy: { id: "allow-network", params: { cidr: "62.4.5.6/32" } },
  draft: {
    ...{ title: "Let 62.4.5.6 in", risk: "widens-access", steps: [], permissions: [], undo: null, files: [] },
    changes: [{ field: "cidrBlocks", before: null, after: "62.4.5.6/32" }],
    commands: { gcloud: null, kubectl: null, terraform: null },
    warnings: [],
  },
  basis: "b",
  createdAt: at(0),
  expiresAt: at(15),
};

describe("plans", () => {
  it("are kept as they were shown, and for longer when they are shown again", async () => {
    const { plans } = database.store;
    expect(await plans.get("p1")).toBeUndefined();
    await plans.keep(plan);
    expect(await plans.get("p1")).toEqual(plan);
    const again = { ...plan, basis: "c", createdAt: at(10), expiresAt: at(25) };
    await plans.keep(again);
    expect(await plans.get("p1")).toEqual(again);
    expect(await plans.get("p\0")).toBeUndefined();
  });

  it("are forgotten a day after they expired", async () => {
    const { plans } = database.store;
    await plans.keep(plan);
    await plans.keep({ ...plan, id: "p2", createdAt: at(15 + 24 * 60) });
    expect(await plans.get("p1")).toBeDefined();
    await plans.keep({ ...plan, id: "p3", createdAt: new Date(at(15 + 24 * 60).getTime() + 1) });
    expect(await plans.get("p1")).toBeUndefined();
  });
});

describe("codes of proofs", () => {
  it("are used once, and forgotten when they expired", async () => {
    const { proofs } = database.store;
    const code = { code: "c1", grant: "g1", principalId: "ana", expiresAt: at(15) };
    await proofs.keep(code, at(0));
    expect(await proofs.get("c1")).toEqual({ ...code, usedAt: null });
    expect(await proofs.use("c1", at(1))).toBe(true);
    expect(await proofs.use("c1", at(2))).toBe(false);
    expect((await proofs.get("c1"))?.usedAt).toEqual(at(1));
    await proofs.keep({ ...code, code: "c2" }, at(15));
    expect(await proofs.get("c1")).toBeDefined();
    await proofs.keep({ ...code, code: "c3" }, new Date(at(15).getTime() + 1));
    expect(await proofs.get("c1")).toBeUndefined();
  });
});
