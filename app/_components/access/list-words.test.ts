import { describe, expect, it } from "vitest";
import { countNotes, coverWords, filterLists, hasOverlaps, ownerWords, worthALook } from "./list-words";
import { aList, anEntry } from "./testing";

const owner = { kind: "grant", people: ["Ana", "Bora"], expiresAt: null, grants: ["g1"] } as const;

describe("ownerWords", () => {
  it.each([
    [{ ...owner, people: ["Ana", "Bora"], grants: ["g1"] }, "Ana, Bora"],
    [{ ...owner, people: [], grants: [] }, "a grant"],
    [anEntry().owner, "not known"],
    [{ ...anEntry().owner, kind: "terraform" as const }, "Terraform"],
  ])("%#", (given, words) => {
    expect(ownerWords(given)).toBe(words);
  });
});

describe("worthALook", () => {
  it.each([
    [aList(), false],
    [aList({ enabled: false }), true],
    [aList({ enabled: false, publicEndpoint: false }), false],
    [aList({ slotsLeft: 0 }), true],
    [aList({ slotsLeft: 1 }), false],
    [aList({ entries: [anEntry({ notes: ["stale"] })] }), true],
    [aList({ entries: [anEntry({ coveredBy: ["0.0.0.0/0"] })] }), true],
  ])("%#", (list, look) => {
    expect(worthALook(list)).toBe(look);
  });
});

describe("hasOverlaps", () => {
  const wide = anEntry({ cidrBlock: "203.0.112.0/20" });
  const inside = anEntry({ coveredBy: ["203.0.112.0/20"] });
  const twin = anEntry({ notes: ["duplicate"] });
  const locked = "It goes when its grant ends.";
  it.each([
    [[wide, anEntry()], false],
    [[wide, inside], true],
    [[{ ...wide, locked }, inside], false],
    [[wide, { ...inside, locked }], false],
    [[twin, twin], true],
    [[twin, { ...twin, locked }], false],
  ])("%#", (entries, overlaps) => {
    expect(hasOverlaps({ entries })).toBe(overlaps);
  });
});

describe("countNotes", () => {
  it("has the worst first, and leaves out what there is none of", () => {
    const entries = [
      anEntry({ notes: ["stale", "wide"] }),
      anEntry({ notes: ["stale"] }),
      anEntry({ notes: ["everything"] }),
    ];
    expect(countNotes(entries)).toEqual([
      ["everything", 1],
      ["wide", 1],
      ["stale", 2],
    ]);
  });
});

describe("filterLists", () => {
  const lists = [
    aList({ entries: [anEntry({ owner: { ...owner, people: ["Ana"], grants: [] } })] }),
    aList({ name: "warehouse", entries: [anEntry({ cidrBlock: "62.1.2.3/32", displayName: "vpn" })] }),
  ];
  it.each([
    ["", 2],
    ["ware", 1],
    ["ana", 1],
    ["62.1", 1],
    ["VPN corp", 1],
    ["office warehouse", 0],
  ])("%j finds %d", (query, found) => {
    expect(filterLists(lists, query)).toHaveLength(found);
  });
});

describe("coverWords", () => {
  const list = [anEntry(), anEntry({ cidrBlock: "203.0.0.0/16", displayName: "" })];
  it.each([
    [[], ""],
    [["203.0.113.0/24"], "office 203.0.113.0/24"],
    [["203.0.113.0/24", "203.0.0.0/16"], "office 203.0.113.0/24, 203.0.0.0/16"],
    [["62.1.2.0/24"], "62.1.2.0/24"],
  ])("names %j", (coveredBy, words) => {
    expect(coverWords(anEntry({ cidrBlock: "203.0.113.64/29", coveredBy: [...coveredBy] }), list)).toBe(words);
  });

  it("leaves out one that is written the same: it is a duplicate", () => {
    expect(coverWords(anEntry({ coveredBy: ["203.0.113.0/24"] }), list)).toBe("");
  });
});
