import { describe, expect, it } from "vitest";
import { foldSource, linesOf, withLine } from "./source-lines";

const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
const shape = (marked: readonly number[], around: number) =>
  foldSource(lines, new Set(marked), around).map((row) =>
    row.kind === "line" ? row.line : `${row.from}+${row.count}`,
  );

describe("the source around what was found", () => {
  it.each([
    [[1], 1, [1, 2, "3+10"]],
    [[12], 1, ["1+10", 11, 12]],
    [[6], 0, ["1+5", 6, "7+6"]],
    [[2, 11], 1, [1, 2, 3, "4+6", 10, 11, 12]],
    [[4, 8], 0, [1, 2, 3, 4, 5, 6, 7, 8, "9+4"]],
    [[5, 9], 0, ["1+4", 5, 6, 7, 8, 9, 10, 11, 12]],
    [[6], 20, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    [[], 3, ["1+12"]],
  ])("of lines %j with %d around: %j", (marked, around, expected) => {
    expect(shape(marked, around)).toEqual(expected);
  });

  it("counts every kind of line break, and keeps them when a line is replaced", () => {
    const text = "a\r\nb\nc\rd";
    expect(linesOf(text)).toEqual(["a", "b", "c", "d"]);
    expect(withLine(text, 1, "A")).toBe("A\r\nb\nc\rd");
    expect(withLine(text, 3, "C")).toBe("a\r\nb\nC\rd");
    expect(withLine(text, 4, "$&")).toBe("a\r\nb\nc\r$&");
  });
});
