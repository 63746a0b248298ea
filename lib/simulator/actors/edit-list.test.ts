import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { CidrBlock } from "@/lib/simulator/updates/change";
import { isReserved } from "@/lib/simulator/updates/network-list";
import { type EditOptions, editList } from "./edit-list";
import { Random } from "./random";

const office: CidrBlock = { displayName: "office", cidrBlock: "81.92.200.0/24" };
const spared: CidrBlock = { displayName: "drawbridge: ana", cidrBlock: "198.51.100.7/32" };
const list: readonly CidrBlock[] = [office, spared, { cidrBlock: "10.8.0.0/16" }];

const edited = (seed: number, edit: EditOptions["edit"], more: Partial<EditOptions> = {}, of = list) =>
  editList(of, { spare: undefined, privateOnly: false, edit, ...more }, new Random(seed));

/** Holds for every seed. */
function always(holds: (seed: number) => void): void {
  const every = property(integer(), (seed) => {
    holds(seed);
  });
  void assert(every);
}

describe("an edit, whatever the seed", () => {
  it("add puts a new entry behind the others", () => {
    always((seed) => {
      const after = edited(seed, "add") ?? [];
      expect(after.slice(0, 3)).toEqual(list);
      expect(after.map(({ cidrBlock }) => isReserved(cidrBlock)).slice(3)).toEqual([false]);
      expect(isReserved(edited(seed, "add", { privateOnly: true })?.[3]?.cidrBlock ?? "")).toBe(true);
    });
  });

  it("remove takes one away, and rename changes one name; neither touches what is spared", () => {
    always((seed) => {
      const removed = edited(seed, "remove", { spare: "drawbridge: " }) ?? [];
      expect(removed).toHaveLength(2);
      expect(removed).toContain(spared);
      const renamed = edited(seed, "rename", { spare: "drawbridge: " }) ?? [];
      expect(renamed.map(({ cidrBlock }) => cidrBlock)).toEqual(list.map(({ cidrBlock }) => cidrBlock));
      expect(renamed.filter((entry, index) => entry !== list[index])).toHaveLength(1);
      expect(renamed[1]).toBe(spared);
      expect(edited(seed, "remove", { spare: "d" }, [spared])).toBeUndefined();
    });
  });

  it("reorder keeps the entries, overwrite none of them", () => {
    always((seed) => {
      expect(new Set(edited(seed, "reorder"))).toEqual(new Set(list));
      expect(edited(seed, "reorder", {}, [office])).toBeUndefined();
      expect(edited(seed, "overwrite")).toHaveLength(1);
    });
  });

  it("is the same every time", () => {
    always((seed) => expect(edited(seed, "any")).toEqual(edited(seed, "any")));
  });
});

it("any is each of the ordinary edits, now and then", () => {
  const lengths = new Set(Array.from({ length: 60 }, (_, seed) => edited(seed, "any")?.length));
  expect([...lengths].sort()).toEqual([2, 3, 4]);
});

it("random numbers stay below their bound and differ by seed", () => {
  const draw = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 500 }, () => random.below(7));
  };
  expect([...new Set(draw(1))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(draw(1)).not.toEqual(draw(2));
  expect(new Random(1).pick([])).toBeUndefined();
});
