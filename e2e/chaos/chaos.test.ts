import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { applierSteps } from "@/lib/changes/applier-context";
import { startTestStore, type TestStore } from "@/lib/store/testing";
import { checkHistory, type Violation } from "./check-history";
import type { Mutation } from "./mutations";
import { runSeed } from "./run-seed";

const seeds = Number(process.env.CHAOS_SEEDS ?? 220);
const firstSeed = Number(process.env.CHAOS_FIRST_SEED ?? 1);

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000 + seeds * 2_000, hookTimeout: 60_000 });

let test: TestStore;
beforeAll(async () => {
  test = await startTestStore();
});
afterAll(() => test?.close());

describe("chaos", () => {
  it(`keeps its promises for ${seeds} seeds, killed at every step`, async () => {
    const broken: string[] = [];
    const killed = new Map<string, number>();
    const ends = new Map<string, number>();
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      const run = await runSeed(test.store, seed);
      for (const { promise, what } of checkHistory(run)) broken.push(`seed ${seed}: ${promise}: ${what}`);
      for (const step of run.killedAt) killed.set(step, (killed.get(step) ?? 0) + 1);
      for (const { state, endReason } of run.grants) {
        const end = `${state} ${endReason}`;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
    }
    console.log("killed at", Object.fromEntries(killed), "grants", Object.fromEntries(ends));
    expect(broken).toEqual([]);
    if (seeds >= 200) expect([...killed.keys()].sort()).toEqual([...applierSteps].sort());
    expect(await unaudited()).toEqual([]);
  });

  it("P8 is seen to be broken by a change without an event", async () => {
    const { grants } = await runSeed(test.store, firstSeed + seeds);
    await query(`UPDATE grants SET state = 'active' WHERE id = '${grants[0]?.id}'`);
    expect(await unaudited()).toMatchObject([{ subject: `grants/${grants[0]?.id}`, state: "active" }]);
  });

  it.each([
    ["P1", "drop-names"],
    ["P1", "ignore-etag"],
    ["P2", "stop-early"],
    ["P3", "forget-expiry"],
    ["P4", "skip-approval"],
    ["P5", "switch-off"],
    ["P5", "empty-list"],
    ["P6", "new-key-for-each-click"],
    ["P7", "assume-applied"],
  ] as const)("%s is seen to be broken by %s", async (promise, mutation) => {
    expect(await firstViolation(promise, mutation)).toBeDefined();
  });
});

async function firstViolation(promise: Violation["promise"], mutation: Mutation): Promise<Violation | undefined> {
  for (let seed = 1; seed <= 40; seed += 1) {
    const found = checkHistory(await runSeed(test.store, seed, mutation)).find((one) => one.promise === promise);
    if (found) return found;
  }
  return undefined;
}

/** P8: the chain is intact, and the last event of every grant and write tells the state that it has. Those of which it does not. */
async function unaudited(): Promise<readonly unknown[]> {
  expect(await test.store.audit.verify()).toMatchObject({ intact: true });
  return query(`
    SELECT subject, state, told FROM (
      SELECT 'grants/' || id AS subject, state FROM grants UNION ALL SELECT 'writes/' || id, state FROM list_writes
    ) AS things
    LEFT JOIN LATERAL (
      SELECT data ->> 'state' AS told FROM audit_events
      WHERE audit_events.subject = things.subject AND data ? 'state' ORDER BY seq DESC LIMIT 1
    ) AS last ON true
    WHERE told IS DISTINCT FROM state`);
}

async function query(statement: string): Promise<readonly unknown[]> {
  const client = new Client(test.databaseUrl);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
