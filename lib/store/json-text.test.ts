import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJsonb, toText } from "./json-text";

describe("toJsonb", () => {
  it.each([
    ["a NUL", { text: "a\0b" }, { text: "a\ufffdb" }],
    ["a NUL in a key", { "a\0": 1 }, { "a\ufffd": 1 }],
    ["a lone high surrogate", ["\ud83d"], ["\ufffd"]],
    ["a lone low surrogate", ["\ude00"], ["\ufffd"]],
    ["an emoji, which stays", ["😀"], ["😀"]],
    ["the text \\u0000, which stays", ["\\u0000"], ["\\u0000"]],
    ["a backslash before a NUL", ["\\\0"], ["\\\ufffd"]],
    ["undefined", undefined, null],
  ])("writes %s", (_, value, expected) => {
    expect(JSON.parse(toJsonb(value))).toEqual(expected);
  });

  it("changes nothing else", () => {
    const harmless = fc.jsonValue().filter((value) => !/\\u0000|\\ud[89a-f]/.test(JSON.stringify(value)));
    fc.assert(fc.property(harmless, (value) => toJsonb(value) === JSON.stringify(value)));
  });
});

describe("toText", () => {
  it("replaces every NUL and nothing else", () => {
    expect(toText("\0a\0é😀")).toBe("\ufffda\ufffdé😀");
  });
});
