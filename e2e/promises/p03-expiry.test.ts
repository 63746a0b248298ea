import { describe, expect, it } from "vitest";
import { virtualTime } from "@/lib/changes/testing";
import { broken, inPlays } from "./in-plays";
import { minute, play, type Stage } from "./play";

/* With processes that are killed at every step, stopped, and PostgreSQL killed: `npm run chaos`, e2e/chaos/chaos.test.ts. */

const test = inPlays();

const expiring = ({ ask, time }: Stage) => {
  time.at(5_000, () => ask("a"));
  time.at(20_000, () => ask("b", { cidr: "62.9.0.0/24", durationMs: 2 * minute }));
};

/** A node pool is upgraded for a minute and a half, which begins just before the end. */
const upgraded = (stage: Stage) => {
  expiring(stage);
  stage.time.at(minute, () => stage.occupy("UPGRADE_NODES", 1.5 * minute));
};

describe("P3: an expired grant is gone within a minute plus one operation", () => {
  it.each([
    ["on a quiet cluster", expiring],
    ["while Google upgrades nodes", upgraded],
  ])("holds %s", async (_, script) => {
    const run = await play(test().store, script);
    expect(broken(run)).toEqual([]);
    expect(run.grants.map(({ endReason }) => endReason)).toEqual(["expired", "expired"]);
  });

  it.each([
    ["never runs again", Number.POSITIVE_INFINITY],
    ["is minutes late", 1.6 * minute],
  ])("is seen to be broken by a reaper that %s", async (_, lateMs) => {
    const start = virtualTime().start + 40_000;
    const run = await play(test().store, expiring, {
      changes: (changes) => ({
        ...changes,
        /* It sleeps through the end of the first grant. */
        dueClusters: async (now) =>
          now.getTime() > start && now.getTime() < start + minute + lateMs ? [] : changes.dueClusters(now),
      }),
    });
    expect(broken(run)).toContain("P3");
  });
});
