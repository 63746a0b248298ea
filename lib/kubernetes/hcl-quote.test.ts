import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hclString } from "./hcl-quote";

const literals: readonly (readonly [string, string])[] = [
  ["", '""'],
  ["office", '"office"'],
  ['say "hi"', '"say \\"hi\\""'],
  ["C:\\x", '"C:\\\\x"'],
  [`\${var.x}`, `"$\${var.x}"`],
  ["%{ if true }", '"%%{ if true }"'],
  [`$\${x`, `"$$\${x"`],
  ["$ % $$ %% {", '"$ % $$ %% {"'],
  ["a\nb\r\tc", '"a\\nb\\r\\tc"'],
  ["\u0000\u001b\u007f\u0085", '"\\u0000\\u001b\\u007f\\u0085"'],
  ["a\u202eb\u200b", '"a\\u202eb\\u200b"'],
  ["이름 é 😀", '"이름 é 😀"'],
];

describe("a Terraform string", () => {
  it.each(literals)("of %j is %s", (text, expected) => {
    expect(hclString(text)).toBe(expected);
  });

  it("stays on one line and inside its quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(hclString(text)).toMatch(/^"([^"\\\p{Cc}]|\\["\\nrt]|\\u[0-9a-f]{4})*"$/u);
      }),
    );
  });
});

/** What Terraform reads in an expression; undefined when Terraform is not installed. */
function evaluated(expression: string): unknown {
  try {
    const answer = execFileSync("terraform", ["console"], {
      input: `base64encode(jsonencode(${expression}))\n`,
      encoding: "utf8",
      cwd: tmpdir(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    return JSON.parse(Buffer.from(answer.trim().slice(1, -1), "base64").toString("utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

const hasTerraform = evaluated('"ok"') === "ok";
if (!hasTerraform) process.stderr.write("SKIPPED: terraform is not installed, so it did not read our strings.\n");

describe.skipIf(!hasTerraform)("the real terraform", () => {
  it("reads back every string", () => {
    const pieces = fc.constantFrom(
      "$",
      "%",
      "{",
      "}",
      "\\",
      '"',
      "\n",
      "\u0001",
      "~",
      "u0041",
      "a",
      "é",
      "😀",
      "<<EOT",
      "/*",
      "#",
    );
    const samples = fc
      .sample(fc.array(pieces, { maxLength: 10 }), { numRuns: 400, seed: 7 })
      .map((parts) => parts.join(""));
    const texts = [...literals.map(([text]) => text), ...samples];
    expect(evaluated(`[${texts.map(hclString).join(", ")}]`)).toEqual(texts.map((text) => text.normalize("NFC")));
  });
});
