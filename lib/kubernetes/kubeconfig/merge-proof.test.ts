import { describe, expect, it } from "vitest";
import { isProvenMerge } from "./merge-proof";
import { parseSafely } from "./safe-yaml";

const existing = `kind: Config
x: {y: 1}
clusters: [{name: a, cluster: {server: s}}, {name: b}]
users: [{name: a, user: {token: t}}]
contexts: []
current-context: a
`;
const addition = "clusters: [{name: b, cluster: {server: new}}]\nusers: [{name: b}]\ncurrent-context: b\n";
const merged = `kind: Config
x: {y: 1}
clusters: [{name: a, cluster: {server: s}}, {name: b, cluster: {server: new}}]
users:
- {name: a, user: {token: t}} # comments and style do not matter
- {name: b}
contexts: []
current-context: b
`;

function isProven(text: string, added = addition): boolean {
  const [before, more] = [parseSafely(existing), parseSafely(added)];
  if (!before.ok || !more.ok) throw new Error("the samples are not YAML");
  return isProvenMerge(text, before, more);
}

describe("the proof of a merge", () => {
  it("holds for a good one", () => {
    expect(isProven(merged)).toBe(true);
    expect(
      isProven(merged.replace("current-context: b", "current-context: a"), addition.replace(/current.*/, "")),
    ).toBe(true);
  });

  it.each<[string, string, string]>([
    ["a foreign entry that is lost", "{name: a, cluster: {server: s}}, ", ""],
    ["a foreign value that is altered", "token: t", "token: u"],
    ["a foreign entry that is added", "contexts: []", "contexts: [{name: z}]"],
    ["a foreign field that is lost", "x: {y: 1}\n", ""],
    ["a foreign field that is altered", "y: 1", "y: 2"],
    ["foreign entries that moved to another list", "contexts: []", "contexts: [{name: a, user: {token: t}}]"],
    ["an entry of ours that is not there", "- {name: b}\n", ""],
    ["an entry of ours that is there twice", "- {name: b}\n", "- {name: b}\n- {name: b}\n"],
    ["an entry of ours with another value", "server: new", "server: old"],
    ["the old current context", "current-context: b", "current-context: a"],
    ["text that cannot be parsed", "contexts: []", "contexts: ["],
    ["an alias without an anchor", "contexts: []", "contexts: *gone"],
    ["a cycle", "x: {y: 1}", "x: &x [*x]"],
  ])("fails for %s", (_, from, to) => {
    expect(merged).toContain(from);
    expect(isProven(merged.replace(from, to))).toBe(false);
  });
});
