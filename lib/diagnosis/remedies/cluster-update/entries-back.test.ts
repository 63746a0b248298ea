import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryEntries, entry } from "@/lib/diagnosis/remedies/authorized-networks/testing";
import { entriesBack } from "./entries-back";

const a = entry("62.0.0.1/32", "x");
const b = entry("62.0.0.2/32", "x");
const c = entry("62.0.0.3/32", "x");
const d = entry("62.0.0.4/32", "x");

describe("entriesBack", () => {
  it.each([
    ["an added entry goes", [a], [a, b], [a, b, c], [a, c]],
    ["a removed entry comes to the end", [a, b], [a], [c, a], [c, a, b]],
    ["a replaced entry comes in its place", [a, b], [a, c], [d, c, a], [d, b, a]],
    ["merged entries come back", [a, b, c], [d, c], [d, c, entry("9.9.9.9/32")], [c, entry("9.9.9.9/32"), a, b]],
    ["one of two that are the same goes", [a], [a, a], [a, b, a], [b, a]],
    ["an untouched list is as it was, order and all", [a, b, c], [a, c], [a, c], [a, b, c]],
    [
      "host bits that Google cleared are the same entry",
      [a],
      [a, entry("62.9.9.9/24", "x")],
      [b, entry("62.9.9.0/24", "x")],
      [b],
    ],
  ])("%s", (_, before, after, now, back) => {
    expect(entriesBack(before, after, now)).toEqual(back);
  });

  it.each([
    [
      "what was added was taken out",
      [a],
      [a, b, c],
      [a, b],
      "62.0.0.3/32 (x) is not in the list any more: somebody else took it out.",
    ],
    [
      "what was added has another name",
      [a],
      [a, b],
      [a, entry("62.0.0.2/32", "y")],
      "62.0.0.2/32 (x) is 62.0.0.2/32 (y) by now: somebody else changed it.",
    ],
    [
      "what was removed is there again",
      [a, b, c],
      [a],
      [a, b],
      "62.0.0.2/32 (x) is in the list again: somebody else added it.",
    ],
    [
      "all of it was taken back",
      [a],
      [a, b],
      [a, d],
      "The list is already as it was before, as far as this change touched it.",
    ],
    [
      "it was put back by hand",
      [a, b],
      [a],
      [b, a],
      "The list is already as it was before, as far as this change touched it.",
    ],
  ])("is refused when %s", (_, before, after, now, refused) => {
    expect(entriesBack(before, after, now)).toEqual({ refused });
  });

  it("touches nothing that the change did not touch, whatever was added meanwhile", () => {
    const lists = fc.tuple(arbitraryEntries(), arbitraryEntries(), arbitraryEntries({ minLength: 0, maxLength: 5 }));
    fc.assert(
      fc.property(lists, fc.nat(), ([before, after, more], seed) => {
        const now = [...after, ...more].sort((one, other) => hash(one.cidrBlock, seed) - hash(other.cidrBlock, seed));
        const back = entriesBack(before, after, now);
        if ("refused" in back) return;
        const texts = (entries: readonly object[]) => entries.map((one) => JSON.stringify(one)).sort();
        const bare = ({ cidrBlock, displayName }: { cidrBlock: string; displayName: string }) => ({
          cidrBlock,
          displayName,
        });
        expect(texts(back.map(bare))).toEqual(texts([...before, ...(more.length > 0 ? more : [])].map(bare)));
      }),
      { numRuns: 300 },
    );
  });
});

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, seed % 9973);
}
