import { describe, expect, it } from "vitest";
import { broken, inPlays } from "./in-plays";
import { type Breakage, minute, play, type Stage, sends } from "./play";

/*
 * What the policy itself allows: lib/access/default-policy.test.ts; that every handler asks it, with the widest, the longest
 * and somebody else's network refused by name: e2e/api/grants.test.ts. Here: what was approved, and when, is what comes.
 */

const test = inPlays();

/** Bora approves the second after a while; nobody approves the third. */
const script = ({ ask, approve, time }: Stage) => {
  time.at(5_000, () => ask("own"));
  time.at(5_000, () => ask("wide", { cidr: "62.9.0.0/24", approvalsNeeded: 1 }));
  time.at(5_000, () => ask("never", { cidr: "62.8.0.0/24", approvalsNeeded: 1 }));
  time.at(minute, () => approve("wide"));
};

const asking = (change: (one: { durationMs: number; approvalsNeeded: number }) => object): Breakage => ({
  grants: (grants) => ({
    ...grants,
    request: (all) => grants.request(all.map((one) => ({ ...one, ...change(one) }))),
  }),
});

describe("P4: nothing is given that is more, longer, earlier or elsewhere than was allowed", () => {
  it("holds", async () => {
    const run = await play(test().store, script);
    expect(broken(run)).toEqual([]);
    expect(Object.fromEntries(run.grants.map(({ cidr, endReason }) => [cidr, endReason]))).toEqual({
      "62.4.5.6/32": "expired",
      "62.9.0.0/24": "expired",
      "62.8.0.0/24": "not-started-in-time",
    });
  });

  it.each([
    [
      "widens the network",
      sends((list) => ({
        ...list,
        cidrBlocks: list.cidrBlocks.map((one) => ({
          ...one,
          cidrBlock: one.cidrBlock.replace("62.4.5.6/32", "62.4.5.0/24"),
        })),
      })),
    ],
    ["lasts longer", asking(({ durationMs }) => ({ durationMs: durationMs + minute }))],
    ["waits for nobody", asking(() => ({ approvalsNeeded: 0 }))],
  ])("is seen to be broken by an applier that %s", async (_, breakage) => {
    expect(broken(await play(test().store, script, breakage))).toContain("P4");
  });
});
