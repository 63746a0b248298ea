import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readKubeconfig } from "./read";
import { maxTextBytes } from "./text";

const secret = "s3cret";

function laughs(levels: number): string {
  const anchors = Array.from(
    { length: levels },
    (_, level) =>
      `a${level}: &a${level} [${
        level === 0
          ? "lol"
          : Array(9)
              .fill(`*a${level - 1}`)
              .join(", ")
      }]`,
  );
  return `${anchors.join("\n")}\nclusters: *a${levels - 1}\n`;
}

describe("text that is not to be trusted", () => {
  it.each([
    ["nothing", "", "It is empty."],
    ["white space and comments", " \n# nothing\n", "It is empty."],
    ["a sentence", "Unable to connect to the server", "This is not a kubeconfig."],
    ["a list of words", "- a\n- b\n", "This is not a kubeconfig: it has no clusters, contexts or users."],
    [
      "another object",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n",
      "This is another kind of Kubernetes object, not a kubeconfig.",
    ],
    ["a section of the wrong type", "clusters: none\n", '"clusters" is not a list.'],
    [
      "a missing quote",
      `current-context: "a\ntoken: ${secret}\n`,
      "A quote, a bracket, a comma or a colon is missing (line 3, column 1).",
    ],
    [
      "a second colon",
      `kind: Config\ntoken: ${secret}: x\n`,
      "A line has two keys, or its value holds a colon and needs quotes (line 2, column 8).",
    ],
    [
      "a tab",
      `kind: Config\nusers:\n\t- token: ${secret}\n`,
      "A tab is used as indentation; YAML wants spaces (line 3, column 1).",
    ],
    ["an open bracket", "contexts: [\n", "The indentation is wrong, or a bracket is not closed (line 2, column 1)."],
    [
      "a reserved character",
      `token: @${secret}\n`,
      "A value starts with a character that needs quotes (line 1, column 8).",
    ],
    ["two documents", "kind: Config\n---\nkind: Config\n", "It holds several YAML documents."],
    ["a custom tag", `contexts: !!js/function "${secret}"\n`, "A value has a custom tag (line 1, column 25)."],
    ["a local tag", "contexts: !thing []\n", "A value has a custom tag (line 1, column 18)."],
    ["an unknown alias", "contexts: *gone\n", "An alias has no anchor before it (line 1, column 11)."],
    ["an escape character", "kind: \u001b[31mConfig\n", "It holds a control character (line 1, column 7)."],
    [
      "101 aliases",
      `a: &a 1\ncontexts: [${Array(101).fill("*a").join(", ")}]`,
      "It has more than 100 aliases (line 2, column 412).",
    ],
    [
      "41 levels",
      `contexts: ${"[".repeat(39)}a${"]".repeat(39)}`,
      "It is nested deeper than 40 levels (line 1, column 50).",
    ],
  ])("refuses %s", (_, text, problem) => {
    const reading = readKubeconfig(text);
    if (reading.ok) throw new Error("it was read");
    expect(reading.problem).toBe(problem);
    expect(reading.hint).not.toBe("");
    expect(reading.problem + reading.hint).not.toContain(secret);
  });

  it("refuses 100,000 levels", () => {
    const problem = expect.stringContaining("nested too deeply");
    expect(readKubeconfig(`contexts: ${"[".repeat(100_000)}`)).toMatchObject({ ok: false, problem });
  });

  it.each(["[,", "%\n", "- ", "!a ", '"'])("refuses 1 MiB of %j before it is parsed", (piece) => {
    const text = piece.repeat(Math.floor(maxTextBytes / piece.length));
    expect(readKubeconfig(text)).toMatchObject({ ok: false, problem: "It has more parts than any kubeconfig." });
  });

  it("accepts 100 aliases and 40 levels", () => {
    expect(readKubeconfig(`a: &a 1\ncontexts: [${Array(100).fill("*a").join(", ")}]`).ok).toBe(true);
    expect(readKubeconfig(`contexts: ${"[".repeat(38)}a${"]".repeat(38)}`).ok).toBe(true);
  });

  it.each([
    ["NUL", "kind: Config\u0000\n", /NUL bytes/],
    ["UTF-16", [..."kind: Config\n"].map((character) => `${character}\u0000`).join(""), /UTF-8/],
    ["a picture", "\ufffd\u0001\u0002PNG\ufffd", /binary/],
    ["1 MiB and one byte", " ".repeat(maxTextBytes + 1), /1 MiB/],
    ["1 MiB of characters that take more bytes", "ä".repeat(maxTextBytes / 2 + 1), /1 MiB/],
  ])("refuses %s", (_, text, problem) => {
    expect(readKubeconfig(text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  it("accepts a file of exactly 1 MiB", () => {
    const file = "contexts: []\n# ";
    expect(readKubeconfig(file + "x".repeat(maxTextBytes - file.length)).ok).toBe(true);
  });

  it("never expands aliases, cycles or nested merge keys", () => {
    expect(readKubeconfig(laughs(11))).toMatchObject({ ok: true });
    expect(readKubeconfig("clusters: &c [*c, {name: a, cluster: &d {<<: *d}}]\n")).toMatchObject({ ok: true });
    const merges = Array.from(
      { length: 20 },
      (_, level) => `m${level}: &m${level} ${level === 0 ? "{x: 1}" : `{<<: [*m${level - 1}, *m${level - 1}]}`}`,
    );
    expect(readKubeconfig(`${merges.join("\n")}\nclusters: [{name: a, cluster: {<<: *m19}}]`)).toMatchObject({
      ok: true,
    });
  });

  it("reads 40,000 keys without comparing each with each", () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}:`).join("\n");
    expect(readKubeconfig(`${keys}\ncontexts: []\n`)).toMatchObject({ ok: true, warnings: [] });
  });

  it("never throws, and never answers without a problem and a hint", () => {
    const piece = fc.constantFrom(
      "clusters:",
      "- ",
      "\n",
      "  ",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "&a ",
      "*a",
      "<<: ",
      ": ",
      "!t ",
      "|",
      "#",
      "name: x",
      "cluster:",
      "server: https://a",
      "\t",
      "---\n",
      "? ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const reading = readKubeconfig(text);
          if (!reading.ok) expect(reading.problem.length * reading.hint.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
