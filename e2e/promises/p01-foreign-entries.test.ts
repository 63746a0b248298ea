import { describe, expect, it } from "vitest";
import { formatClusterName } from "@/lib/core/cluster-name";
import { broken, inPlays } from "./in-plays";
import { foreign, type List, play, type Stage, sends } from "./play";

const test = inPlays();

const edited = async ({ ask, google, place, time }: Stage) => {
  await google.control("POST", "/actors/human", {
    ...{ cluster: formatClusterName(place.cluster), count: 6, everyMs: 30_000, seed: 7, spare: "drawbridge:" },
  });
  time.at(5_000, () => ask("a"));
  time.at(90_000, () => ask("b", { cidr: "62.9.0.0/24" }));
};

const change = (differently: (name: string | undefined) => string | undefined) =>
  sends((list: List) => ({
    ...list,
    cidrBlocks: list.cidrBlocks.map(({ cidrBlock, displayName }) => {
      const name = foreign.some((one) => one.cidrBlock === cidrBlock) ? differently(displayName) : displayName;
      return name === undefined ? { cidrBlock } : { cidrBlock, displayName: name };
    }),
  }));

describe("P1: an entry that we did not add stays as it is, whoever edits meanwhile", () => {
  it("holds", async () => {
    const run = await play(test().store, edited);
    expect(broken(run)).toEqual([]);
    expect(run.activations).toHaveLength(2);
    expect(new Set(run.history.map(({ identity }) => identity)).size).toBe(2);
  });

  it.each([
    ["drops an entry", sends((list) => ({ ...list, cidrBlocks: list.cidrBlocks.slice(1) }))],
    ["loses the names", change(() => undefined)],
    ["renames", change((name) => name?.toUpperCase())],
    ["sorts", sends((list) => ({ ...list, cidrBlocks: list.cidrBlocks.toReversed() }))],
    [
      "tidies host bits up",
      sends((list) => ({
        ...list,
        cidrBlocks: list.cidrBlocks.map((one) => ({
          ...one,
          cidrBlock: one.cidrBlock.replace("200.7/24", "200.0/24"),
        })),
      })),
    ],
  ])("is seen to be broken by an applier that %s", async (_, breakage) => {
    expect(broken(await play(test().store, edited, breakage))).toContain("P1");
  });
});
