import { describe, expect, it } from "vitest";
import { execGuarded, guard, requiredWords } from "./guarded-pattern";
import { rules } from "./rules/all";
import { readFixtures } from "./testing";
import { unwrap } from "./unwrap";

describe("the words that a pattern requires", () => {
  it.each([
    [/no such host/, ["no such host"]],
    [/dial tcp \S{1,100}: i\/o timeout/, [": i/o timeout"]],
    [/^(?:first|second) thing$/, [" thing"]],
    [/^(?:first|second)$/, ["first", "second"]],
    [/alpha|beta/, ["alpha", "beta"]],
    [/alpha|\d/, undefined],
    [/colou?r is here/, ["r is here"]],
    [/ab+cd/, ["ab", "cd"].slice(0, 1)],
    [/(?:optional)? word/, [" word"]],
    [/(?:optional){0,3}x/, ["x"]],
    [/\bword\b/, ["word"]],
    [/a\.b\\c/, ["a.b\\c"]],
    [/[abc]]/, ["]"]],
    [/[^\]\n]x/, ["x"]],
    [/(?=ahead)x/, ["x"]],
    [/Word/i, ["word"]],
    [/Word\S/i, ["word"]],
    [/^/, undefined],
  ])("%s", (pattern, words) => {
    expect(requiredWords(pattern)).toEqual(words);
  });
});

it("matches as the pattern alone does", () => {
  const guarded = guard(/Bad (?:Gateway|Luck)/i);
  expect(execGuarded(guarded, "a bad gateway")?.index).toBe(2);
  expect(execGuarded(guarded, "a good gateway")).toBeNull();
});

it("never keeps a rule from a recording that its pattern matches", () => {
  const roots = readFixtures().flatMap(({ text }) => text.split("\n").map((line) => unwrap(line).text));
  for (const { guarded } of rules) {
    for (const root of roots) {
      if (guarded.pattern.test(root))
        expect(execGuarded(guarded, root), `${guarded.pattern} in ${root}`).not.toBeNull();
    }
  }
});
