import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, blockContains, blockOf, formatBlock, parentOf, smallestCover } from "./blocks";

/** Blocks inside 81.92.200.0/24, so that they meet, and any others. */
const near = fc
  .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
  .map(([host, length]) => blockOf(`81.92.200.${host}/${length}`) ?? { start: 0, length: 0 });
const far = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(
    ([address, length]): Block => ({ start: Math.floor(address / 2 ** (32 - length)) * 2 ** (32 - length), length }),
  );
const blocks = fc.array(fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: far }), { maxLength: 60 });

/** Addresses as disjoint, sorted, non-adjacent intervals: the set itself, computed another way. */
function intervals(list: readonly Block[]): readonly (readonly [number, number])[] {
  const sorted = list
    .map(({ start, length }) => [start, start + 2 ** (32 - length)] as const)
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

describe("smallestCover", () => {
  const cover = (list: readonly Block[]) => smallestCover(list).map(({ block }) => block);

  it("covers exactly the same addresses, not one more", () => {
    fc.assert(
      fc.property(blocks, (list) => {
        expect(intervals(cover(list))).toEqual(intervals(list));
      }),
      { numRuns: 500 },
    );
  });

  it("cannot be made smaller: nothing is contained in another or half of a block that is whole", () => {
    fc.assert(
      fc.property(blocks, (list) => {
        const found = cover(list);
        const contained = found.some((outer) => found.some((inner) => inner !== outer && blockContains(outer, inner)));
        const parents = found.filter(({ length }) => length > 0).map((block) => formatBlock(parentOf(block)));
        expect(contained).toBe(false);
        expect(new Set(parents).size).toBe(parents.length);
      }),
      { numRuns: 500 },
    );
  });

  it("accounts for every block once, in a cover that contains it", () => {
    fc.assert(
      fc.property(blocks, (list) => {
        const covers = smallestCover(list);
        const parts = covers.flatMap((one) => one.parts).sort((a, b) => a - b);
        expect(parts).toEqual(list.map((_, index) => index));
        for (const { block, parts: own } of covers) {
          for (const part of own) expect(blockContains(block, list[part] ?? { start: -1, length: 0 })).toBe(true);
        }
      }),
    );
  });

  it.each([
    [["81.92.200.0/25", "81.92.200.128/25"], ["81.92.200.0/24"]],
    [
      ["81.92.200.128/25", "81.92.201.0/25"],
      ["81.92.200.128/25", "81.92.201.0/25"],
    ],
    [["81.92.200.0/24", "81.92.200.9/32", "81.92.200.0/24"], ["81.92.200.0/24"]],
    [["10.0.0.0/32", "10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/30"], ["10.0.0.0/29"]],
    [["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/0"]],
  ])("%j becomes %j", (cidrs, expected) => {
    const found = cover(cidrs.flatMap((cidr) => blockOf(cidr) ?? []));
    expect(found.map(formatBlock).sort()).toEqual([...expected].sort());
  });
});

describe("blockOf", () => {
  it.each([
    ["81.92.200.7/24", "81.92.200.0/24"],
    ["255.255.255.255", "255.255.255.255/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
  ])("reads %s as %s", (cidr, block) => {
    expect(formatBlock(blockOf(cidr) ?? { start: 1, length: 1 })).toBe(block);
  });

  it.each(["2a01::/32", "office", "81.92.200.0/33", ""])("does not read %j", (cidr) => {
    expect(blockOf(cidr)).toBeUndefined();
  });
});
