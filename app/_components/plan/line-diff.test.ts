import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "./line-diff";

const signs = { same: " ", removed: "-", added: "+" } as const;
const shown = (before: string | null, after: string | null) =>
  diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`);

describe("diffLines", () => {
  it.each<[string | null, string | null, readonly string[]]>([
    [null, "a\nb", ["+a", "+b"]],
    ["a", null, ["-a"]],
    ["a", "b", ["-a", "+b"]],
    ["a\nc", "a\nb\nc", [" a", "+b", " c"]],
    ["a\nb\nc", "a\nc", [" a", "-b", " c"]],
    [null, null, []],
  ])("compares %j with %j", (before, after, lines) => {
    expect(shown(before, after)).toEqual(lines);
  });

  it("holds both texts in full, in order", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 })
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const side = (without: "added" | "removed") =>
          lines
            .filter(({ kind }) => kind !== without)
            .map((line) => line.text)
            .join("\n");
        expect(side("added")).toBe(before);
        expect(side("removed")).toBe(after);
      }),
    );
  });

  it("shows no difference between equal texts", () => {
    expect(diffLines("a\nb", "a\nb").every(({ kind }) => kind === "same")).toBe(true);
  });
});
