import { describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/store";
import { broken, inPlays } from "./in-plays";
import { type Breakage, play, type Stage } from "./play";

/* Over HTTP, with the header `Idempotency-Key`: e2e/api/grants.test.ts. */

const test = inPlays();

/** An impatient finger: twenty times at once, through two instances, and once more when it is over. */
const impatient = ({ ask, time }: Stage) => {
  const click = () => Promise.all(Array.from({ length: 20 }, () => ask("a")));
  time.at(5_000, click);
  time.at(5_000, () => ask("a"));
};

const twoInstances = async (play: (breakage: Breakage) => Promise<void>) => {
  const { databaseUrl } = test();
  const other = await openStore({ databaseUrl, dataDirectory: "", retentionDays: 1 }, () => undefined);
  let clicks = 0;
  const grants: Breakage["grants"] = (first) => ({
    ...first,
    request: (all) => {
      clicks += 1;
      return (clicks % 2 === 0 ? first : other.grants).request(
        all.map((one) => ({ ...one, id: `${one.id}-${clicks}` })),
      );
    },
  });
  try {
    await play({ grants });
  } finally {
    await other.close();
  }
};

describe("P6: a click that is repeated makes one grant", () => {
  it("holds", () =>
    twoInstances(async (breakage) => {
      const run = await play(test().store, impatient, breakage);
      expect(broken(run).filter((promise) => promise === "P6")).toEqual([]);
      expect(run.grants).toHaveLength(1);
    }));

  it("is seen to be broken by a new key for each click", () =>
    twoInstances(async ({ grants }) => {
      const renewed: Breakage["grants"] = (first) => {
        const inner = grants?.(first) ?? first;
        let key = 0;
        return {
          ...inner,
          request: (all) => inner.request(all.map((one) => ({ ...one, idempotencyKey: `key-${++key}` }))),
        };
      };
      expect(broken(await play(test().store, impatient, { grants: renewed }))).toContain("P6");
    }));
});
