import { expect, it } from "vitest";
import { whatMoved } from "./what-moved";

const list = (before: string | null, after: string) => ({ field: "cidrBlocks", before, after });

it.each([
  ["nothing, when both found the same", [list("a\nb", "a\nb\nme")], [list("a\nb", "a\nb\nme")], []],
  [
    "an entry that somebody else added",
    [list("a", "a\nme")],
    [list("a\nc", "a\nc\nme")],
    [{ field: "cidrBlocks", before: "a", after: "a\nc" }],
  ],
  [
    "a field that is there now",
    [list(null, "me")],
    [list("a", "a\nme")],
    [{ field: "cidrBlocks", before: null, after: "a" }],
  ],
  ["nothing of a field that only one of them changes", [list("a", "b")], [{ ...list("a", "b"), field: "other" }], []],
])("tells %s", (_, then, now, expected) => {
  expect(whatMoved({ plan: { changes: then }, list: null }, { plan: { changes: now }, list: ["a"] })).toEqual(expected);
});

it("compares the whole lists where both are known", () => {
  const plan = { changes: [list(null, "me")] };
  expect(whatMoved({ plan, list: ["a"] }, { plan, list: ["a", "b"] })).toEqual([
    { field: "authorizedNetworksConfig.cidrBlocks", before: "a", after: "a\nb" },
  ]);
  expect(whatMoved({ plan, list: ["a"] }, { plan, list: ["a"] })).toEqual([]);
});
