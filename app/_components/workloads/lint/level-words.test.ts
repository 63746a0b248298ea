import { describe, expect, it } from "vitest";
import type { FindingView } from "@/lib/services/schema/workload-tools";
import { countWords, markedLines } from "./level-words";

const found = (level: FindingView["level"], line: number): FindingView => ({
  rule: "r",
  level,
  line,
  column: 1,
  message: "m",
  fix: null,
  source: "s",
});

describe("what was found, in words", () => {
  it.each([
    [[], 0, "Nothing found in 0 operators"],
    [[found("hint", 1)], 1, "1 hint in 1 operator"],
    [[found("hint", 1), found("error", 2), found("error", 3)], 2, "2 errors, 1 hint in 2 operators"],
  ])("%#: %s", (findings, operators, words) => {
    expect(countWords({ findings, operators })).toBe(words);
  });

  it("marks a line with the worst of it", () => {
    const marked = markedLines([found("hint", 1), found("error", 1), found("warning", 2), found("hint", 2)]);
    expect([...marked].toSorted()).toEqual([
      [1, "error"],
      [2, "warning"],
    ]);
  });
});
