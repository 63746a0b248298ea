import { describe, expect, it } from "vitest";
import type { DiffLine } from "@/app/_components/plan/line-diff";
import { foldLines } from "./fold-lines";

const lines = (text: string): readonly DiffLine[] =>
  [...text].map((sign) => ({ kind: sign === "+" ? "added" : sign === "-" ? "removed" : "same", text: sign }));
const shown = (text: string) =>
  foldLines(lines(text))
    .map((line) => (line.kind === "hidden" ? `[${line.lines}]` : line.text))
    .join("");

describe("foldLines", () => {
  it.each([
    ["", ""],
    ["+", "+"],
    ["...+...", "...+..."],
    ["....+....", "[2]..+..[2]"],
    ["..........+", "[8]..+"],
    ["-.....+", "-.....+"],
    ["-......+", "-..[2]..+"],
    [".....", "[5]"],
  ])("%j becomes %j", (text, folded) => {
    expect(shown(text)).toBe(folded);
  });
});
