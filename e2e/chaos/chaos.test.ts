import { describe, expect, it, vi } from "vitest";
import { applierSteps } from "@/lib/changes/applier-context";
import { startTestCluster } from "@/lib/store/testing";
import { runArena } from "./arena";
import { checkHistory } from "./check-history";
import { openNursery } from "./instance";
import { type Mutation, mutations } from "./mutations";
import { runChaos } from "./run-chaos";

const seeds = Number(process.env.CHAOS_SEEDS ?? 200);
const first = Number(process.env.CHAOS_FIRST_SEED ?? 1);

// Real databases and processes on a busy machine.
vi.setConfig({ testTimeout: 120_000 + seeds * 3_000, hookTimeout: 120_000 });

describe("three appliers on one PostgreSQL, killed and stopped, and PostgreSQL too, while everybody else edits", () => {
  it(`keep their promises for ${seeds} seeds`, async () => {
    const { broken, kills, stops, crashes, ends, unaudited } = await runChaos({ seeds, first });
    console.log("killed", Object.fromEntries(kills), { stops, crashes }, "grants", Object.fromEntries(ends));
    expect(broken).toEqual([]);
    expect(unaudited).toEqual([]);
    if (seeds >= 200) expect([...kills.keys()].sort()).toEqual([...applierSteps, "at random"].sort());
    expect(Math.min(stops, crashes)).toBeGreaterThan(0);
  });

  it("are seen to break each promise that is broken on purpose", async () => {
    const broken = new Map<number, Mutation>(
      mutations.flatMap(([, mutation], index) =>
        Array.from({ length: 6 }, (_, seed) => [10_000 + 10 * index + seed, mutation] as const),
      ),
    );
    const tests = await startTestCluster();
    const nursery = openNursery(3);
    try {
      const test = await tests.createStore();
      const { runs } = await runArena({ seeds: [...broken.keys()], test, nursery, mutations: broken, slowness: 0.7 });
      const seen = runs.flatMap((run) => checkHistory(run).map(({ promise }) => `${promise} ${broken.get(run.seed)}`));
      const wanted = mutations.map(([promise, mutation]) => `${promise} ${mutation}`);
      expect(wanted.filter((one) => !seen.includes(one))).toEqual([]);
      await test.close();
    } finally {
      nursery.close();
      await tests.close();
    }
  });
});
