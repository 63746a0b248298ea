import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { command, shellQuote } from "./shell-quote";

describe("quoting a word for a shell", () => {
  it.each([
    ["analytics-private", "analytics-private"],
    ["203.0.113.10/32,198.51.100.0/24", "203.0.113.10/32,198.51.100.0/24"],
    ["--project=example.com:data", "--project=example.com:data"],
    ["airflow@corp.iam.gserviceaccount.com", "airflow@corp.iam.gserviceaccount.com"],
    ["", "''"],
    ["two words", "'two words'"],
    ["it's", "'it'\\''s'"],
    ["'", "''\\'''"],
    ["$(id)", "'$(id)'"],
    ["`id`", "'`id`'"],
    ["~", "'~'"],
    ["=ls", "'=ls'"],
    ["#x", "'#x'"],
    ["a;b", "'a;b'"],
    ["!!", "'!!'"],
    ["*", "'*'"],
    ["a\nb", "'a\nb'"],
    ["é", "'é'"],
    ["a\u0003b", `'a'"$(printf '\\003')"'b'`],
    ["\t", `"$(printf '\\011')"`],
    ["\u007f", `"$(printf '\\177')"`],
  ])("%j is %s", (word, expected) => {
    expect(shellQuote(word)).toBe(expected);
  });

  it("refuses NUL", () => {
    expect(() => shellQuote("a\u0000")).toThrow(RangeError);
  });

  const character = fc.oneof(
    fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%-+., \t\n\r\u0001\u001b\u007f"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const words = fc.array(
    fc.array(character, { maxLength: 12 }).map((parts) => parts.join("").replaceAll("\u0000", "")),
    { minLength: 1, maxLength: 30 },
  );

  it.each(["sh", "bash"])("is read back by the real %s, whatever the word", (shell) => {
    fc.assert(
      fc.property(words, (list) => {
        const script = `printf '%s\\0' ${list.map(shellQuote).join(" ")}`;
        expect(execFileSync(shell, ["-c", script], { encoding: "utf8" })).toBe(
          list.map((word) => `${word}\0`).join(""),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("a command to paste", () => {
  it("stays on one line up to 100 columns", () => {
    const words = ["gcloud", "--x", "a".repeat(88)];
    expect(command(words)).toBe(words.join(" "));
    expect(command(words)).toHaveLength(99);
    expect(command([...words.slice(0, 2), "a".repeat(89)])).toHaveLength(100);
    expect(command([...words.slice(0, 2), "a".repeat(89)])).not.toContain("\n");
    expect(command([...words.slice(0, 2), "a".repeat(90)])).toBe(`gcloud \\\n  --x ${"a".repeat(90)}`);
  });

  it("is continued before each flag", () => {
    expect(
      command([
        "gcloud",
        "container",
        "clusters",
        "update",
        "analytics-private",
        "--region",
        "europe-west1",
        "--project=corp-data-prod",
        "--enable-master-authorized-networks",
        "--master-authorized-networks",
        "203.0.113.10/32,192.0.2.55/32",
      ]),
    ).toBe(`gcloud container clusters update analytics-private \\
  --region europe-west1 \\
  --project=corp-data-prod \\
  --enable-master-authorized-networks \\
  --master-authorized-networks 203.0.113.10/32,192.0.2.55/32`);
  });

  it("is never an assignment, and may be empty", () => {
    expect(command(["PATH=/tmp", "ls"])).toBe("'PATH=/tmp' ls");
    expect(command(["kubectl", "a=b"])).toBe("kubectl a=b");
    expect(command([])).toBe("");
  });

  it.each(["sh", "bash"])("gives the real %s the same words, on one line or many", (shell) => {
    const word = fc.oneof(fc.stringMatching(/^--[a-z]{1,20}$/), fc.string({ unit: "grapheme", maxLength: 30 }));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (list) => {
        const line = command(["printf", "%s\\0", "", ...list]);
        expect(execFileSync(shell, ["-c", line], { encoding: "utf8" })).toBe(
          ["", ...list].map((text) => `${text}\0`).join(""),
        );
      }),
      { numRuns: 60 },
    );
  });
});
