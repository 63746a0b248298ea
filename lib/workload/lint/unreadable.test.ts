import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unknownEnvironment } from "../airflow/environment";
import { lintDag } from "./lint";

const lint = (text: string) => lintDag(text, unknownEnvironment).findings;

describe("what is not Python", () => {
  it.each([
    ["def f(:\n  pass\n", 1],
    ["x = 1\nKubernetesPodOperator(namespace='default'\ny = 2\n", 3],
    ["KubernetesPodOperator(a=1,, b=2)", 1],
    ["x = (\n", 1],
    [`${"(".repeat(5_000)}`, 1],
    [`x = ${"a.".repeat(5_000)}b`, 1],
    ["x".repeat(100_001), 1],
  ])("%j is one finding at line %d", (text, line) => {
    expect(lint(text)).toMatchObject([{ rule: "unreadable", level: "error", line, fix: null }]);
  });

  it.each([
    "def f():\n    yield\n    x = (yield)\n",
    "x = 1. + f(2., 3.*4)\n",
    "with (\n    DAG('x') as dag,\n    TaskGroup('y') as group,\n):\n    pass\n",
    "match x:\n    case A():\n        pass\n    case {}:\n        pass\n",
    "async def f[T](a: T, /, *, b: int = 1) -> T:\n    async with a as b:\n        return await (x := b)\n",
    "type X = int\ntry:\n    pass\nexcept* E as e:\n    raise\n",
    "x = f'{a!r:>{w}} {b=} {d[\"a\"]}' rb'\\x00'\n",
    "",
    "\n\n# only a comment",
  ])("%j is Python, and nothing is said of it", (text) => {
    expect(lint(text)).toEqual([]);
  });

  it.each([
    ["many targets", `${"a,".repeat(30_000)}b = 1\n`],
    ["many arguments", `f(${"a, ".repeat(30_000)})\n`],
    ["many selectors", `x = ["--select", ${"a, ".repeat(30_000)}]\n`],
    [
      "names that lead to names",
      `${Array.from({ length: 20 }, (_, i) => `a${i} = a${i + 1}\n`.repeat(100)).join("")}x = ["--select", a0]\n`,
    ],
    ["many calls", 'KubernetesPodOperator(**common, name="a_b")\n'.repeat(2_000)],
    ["templates that never end", `KubernetesPodOperator(arguments=["--vars", "${"{{".repeat(45_000)}"])\n`],
    ["many calls in one line", 'KubernetesPodOperator(name="a_b");'.repeat(1_200)],
    ["many uses of one name", `${'a=["--select","tag:x"];'.repeat(2_000)}${"a;".repeat(24_000)}\n`],
    ["many errors", "x\\\n".repeat(30_000)],
    ["many brackets", "[".repeat(100_000)],
  ])(
    "%s are read in a moderate time",
    (_, text) => {
      const findings = lint(text);
      expect(findings.length).toBeLessThan(5_000);
      expect(JSON.stringify(findings).length).toBeLessThan(5_000_000);
    },
    5_000,
  );

  const anyPiece = fc.oneof(
    fc.constantFrom(
      "KubernetesPodOperator",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "=",
      ",",
      "**",
      "\n",
      "    ",
      '"',
      "'",
      "namespace",
      "arguments",
      "env_vars",
      "from ",
      " import ",
      " as ",
      "lambda",
      ":",
      "f'{",
      "#",
      "\\",
      "--vars",
      "del ",
      "x",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const lines = text.split(/\r\n?|\n/).length;
        for (const { line, column } of lint(text)) expect(line >= 1 && line <= lines && column >= 1).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
