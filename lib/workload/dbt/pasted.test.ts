import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { command } from "@/lib/kubernetes/shell-quote";
import { readPastedDbt } from "./pasted";
import { shellWords } from "./shell-words";

describe("what is pasted into the dbt helper", () => {
  it.each([
    ["dbt run --select path:models/stage tag:hourly,tag:staging", "path:models/stage,tag:hourly,tag:staging"],
    ["$ dbt run -s 'path:models/stage tag:hourly'", "path:models/stage,tag:hourly"],
    ["dbt run --select=path:models/stage,tag:hourly", null],
    ["dbt run --select path:models/stage --exclude tag:hourly", null],
    ['["run", "--select", "path:models/stage", "tag:hourly"]', "path:models/stage,tag:hourly"],
    ["['run', '--select', 'path:models/stage,tag:hourly']", null],
    ["dbt run", null],
  ])("%s: %s", (text, intersection) => {
    const read = readPastedDbt(text);
    expect(read.kind).toBe("arguments");
    if (read.kind === "arguments") expect(read.union?.intersection ?? null).toBe(intersection);
  });

  it("is explained in a sentence", () => {
    expect(readPastedDbt("dbt run -s path:models/dw tag:hourly --exclude tag:slow -t prod")).toMatchObject({
      arguments: ["run", "-s", "path:models/dw", "tag:hourly", "--exclude", "tag:slow", "-t", "prod"],
      sentence:
        "Takes everything under models/dw, and everything that is tagged hourly, without everything that is tagged slow.",
    });
  });

  it.each([
    ["dbt run -s path:m tag:x -t prod", "path:m ∪ tag:x", "run --select path:m,tag:x -t prod"],
    ["dbt run --select=path:m --exclude tag:y -s tag:x", "path:m ∪ tag:x", "run --select path:m,tag:x --exclude tag:y"],
    ["dbt run -s path:m,tag:a tag:x", "(path:m ∩ tag:a) ∪ tag:x", undefined],
    ["dbt run -s path:m,tag:a", "path:m ∩ tag:a", undefined],
    ["dbt run", "", undefined],
  ])("%s is %j as sets, and with an intersection %j", (text, expression, instead) => {
    const read = readPastedDbt(text);
    if (read.kind !== "arguments") throw new Error(read.kind);
    expect([read.expression, read.union?.arguments.join(" ")]).toEqual([expression, instead]);
  });

  it.each(["dbt run --selector nightly", "dbt run --selector=nightly --select path:m tag:x --exclude tag:y"])(
    "%s takes what the selector says, and nothing else",
    (text) => {
      expect(readPastedDbt(text)).toMatchObject({
        sentence: expect.stringMatching(/^Takes what the YAML selector nightly says/),
        expression: "selector:nightly",
        union: null,
      });
    },
  );

  it("is the article's mistake, in the article's own Python", () => {
    const text = readFileSync(new URL("../lint/fixtures/article-dbt.py.txt", import.meta.url), "utf8");
    expect(readPastedDbt(text)).toMatchObject({ kind: "python", findings: [{ rule: "dbt-union", line: 30 }] });
  });

  it.each([
    ['args = ["--select", "path:m"]\nargs.append("tag:x")\n', 1],
    ['args = ["--select", f"path:m/{x}"]\nargs.append(",".join(f"tag:{t}" for t in tags))\n', 1],
    ['args = ["--select", f"path:m/{x}"]\nargs.append(",".join([f"tag:{t}" for t in tags]))\n', 1],
    ['args = ["--select", "path:m"]\nargs[-1] += ",tag:x"\n', 0],
    ['args = ["--select", "path:m"]\nargs.append("--exclude")\nargs.append("tag:x")\n', 0],
    ['args = ["--select", "path:m"]\nargs += more\nargs.append("tag:x")\n', 0],
    ['args = ["--select", "path:m", "--target", "x"]\nargs.append("tag:x")\n', 0],
    ['args = ["--select", "path:m"]\nargs.append(x)\n', 0],
    ['args = ["--select", "path:m"]\nargs.append("path:n")\n', 0],
    ['def f():\n    args = ["--select", "path:m"]\ndef g(args):\n    args.append("tag:x")\n', 0],
    ['args = ["run", "path:m"]\nargs.append("tag:x")\n', 0],
  ])("%j has %d such unions", (text, count) => {
    const read = readPastedDbt(text);
    expect(read.kind === "python" ? read.findings.length : read).toBe(count);
  });

  it.each(["dbt run -s 'open", "run it (", "x".repeat(20_001)])("%j is not understood, and says so", (text) => {
    expect(readPastedDbt(text).kind).toBe("unreadable");
  });
});

describe("splitting a command", () => {
  it("undoes our own quoting", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab '\"\\$\n-=,:{}"), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(shellWords(command(["dbt", ...words]))).toEqual(["dbt", ...words]);
      }),
    );
  });
});
