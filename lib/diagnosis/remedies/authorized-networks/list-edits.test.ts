import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionOf, withCidr, withEntry, withoutEntry } from "./list-edits";
import { arbitraryEntries, entry } from "./testing";

describe("every edit has an inverse", () => {
  it("adding and removing", () => {
    fc.assert(
      fc.property(arbitraryEntries(), (entries) => {
        const added = withEntry(entries, { cidrBlock: "62.4.5.6/32", displayName: "drawbridge 62.4.5.6" });
        expect(withoutEntry(added, entries.length)).toEqual(entries);
      }),
    );
  });

  it("replacing and replacing back, with every other entry untouched in between", () => {
    fc.assert(
      fc.property(arbitraryEntries(), fc.nat(), (given, seed) => {
        const entries = given.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName }));
        const position = seed % entries.length;
        const replaced = withCidr(entries, position, "62.4.5.6/32");
        expect(replaced.toSpliced(position, 1)).toEqual(entries.toSpliced(position, 1));
        expect(replaced[position]?.displayName).toBe(entries[position]?.displayName);
        expect(withCidr(replaced, position, entries[position]?.cidrBlock ?? "")).toEqual(entries);
      }),
    );
  });
});

describe("positionOf", () => {
  const list = [entry("81.92.200.7/24", "office"), entry("62.4.5.6", "ana"), entry("typo", "x")];

  it.each([
    ["as written", "81.92.200.7/24", 0],
    ["by meaning", "81.92.200.0/24", 0],
    ["by meaning, with its mask", "62.4.5.6/32", 1],
    ["unreadable, as written", "typo", 2],
  ])("finds an entry %s", (_, cidr, position) => {
    expect(positionOf(list, cidr)).toMatchObject({ position });
  });

  it("prefers the text to the meaning", () => {
    expect(positionOf([...list, entry("81.92.200.0/24")], "81.92.200.0/24")).toMatchObject({ position: 3 });
  });

  it.each(["81.92.200.0/25", "81.92.200.7", "", "other typo"])("refuses %j, which is not there", (cidr) => {
    expect(positionOf(list, cidr)).toEqual({ refused: `${cidr} is not in the list.` });
  });

  it("refuses to choose between two", () => {
    const twice = [entry("62.4.5.6/32", "ana"), entry("62.4.5.6/32", "bob")];
    expect(positionOf(twice, "62.4.5.6/32")).toMatchObject({
      refused: expect.stringContaining("62.4.5.6/32 (ana) and 62.4.5.6/32 (bob)"),
    });
  });
});
