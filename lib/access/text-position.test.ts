import { expect, it } from "vitest";
import { positionOfByte, positionOfIndex } from "./text-position";

it.each([
  ["the beginning", "abc", 0, 1, 1],
  ["the first line", "abc", 2, 1, 3],
  ["the end of a line", "ab\ncd", 2, 1, 3],
  ["the beginning of a line", "ab\ncd", 3, 2, 1],
  ["behind Korean, three bytes each", "한글x", 6, 1, 3],
  ["behind an emoji, four bytes", "🌉x", 4, 1, 2],
  ["past the end", "ab", 99, 1, 3],
])("%s", (_, text, byte, line, column) => {
  expect(positionOfByte(text, byte)).toEqual({ line, column });
});

it("counts an emoji as one character, though JavaScript counts two", () => {
  expect(positionOfIndex("🌉x", 2)).toEqual({ line: 1, column: 2 });
});
