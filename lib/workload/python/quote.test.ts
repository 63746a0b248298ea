import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runPython, withoutPython } from "../testing";
import { stringValue } from "./literal";
import { pyString } from "./quote";
import { readPython } from "./read";

const hostile = [
  "",
  '"',
  "'",
  "\\",
  '"""',
  "\\N{DASH}",
  "\\u0041",
  "{{ ds }}",
  "{x}",
  "%s",
  "a\nb\r\nc\t",
  '"); import os; os.system("id") #',
  "\u0000\u001b[31m\u007f\u0085",
  "\u202eevil\u2066\u200b\ufeff",
  "한국어 🎈 é",
  "\u2028\u2029",
  "\u{e0001}\u{1d173}",
  "x\ufe0f",
];
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom(..."\"'\\nrtxuUN{}0\n\r\u202e é", "\\\\", '"""'), { maxLength: 20 })
    .map((parts) => parts.join("")),
);

describe("quoting for Python", () => {
  it.each([
    ["plain", '"plain"'],
    ['say "hi"', "'say \"hi\"'"],
    [`it's "x"`, '"it\'s \\"x\\""'],
    ["a\\b", '"a\\\\b"'],
    ["a\nb", '"a\\nb"'],
    ["\u0000", '"\\x00"'],
    ["\u202e", '"\\u202e"'],
    ["\u{e0001}", '"\\U000e0001"'],
    ["한국어", '"한국어"'],
  ])("%j is %s", (value, literal) => {
    expect(pyString(value)).toBe(literal);
  });

  it("is one line of visible characters, and our own reader reads it back", () => {
    fc.assert(
      fc.property(text, (value) => {
        const literal = pyString(value);
        expect(literal).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
        const read = readPython(`x = ${literal}\n`);
        if (read.kind !== "source") throw new Error(`${literal} was not read`);
        const node = read.source.root.firstChild?.lastChild;
        expect(node == null ? null : stringValue(read.source, node)).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it.skipIf(withoutPython() !== null)("is read back by the real python3", () => {
    const values = [...hostile, ...fc.sample(text, 2_000)];
    const script = "import ast, json, sys\nprint(json.dumps([ast.literal_eval(one) for one in json.load(sys.stdin)]))";
    expect(runPython(script, values.map(pyString))).toEqual(values);
  });
});
