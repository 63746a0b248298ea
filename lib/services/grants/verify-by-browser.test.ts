import { describe, expect, it } from "vitest";
import { whatProbesLack } from "./verify-by-browser";

const silent = { outcome: "silent", ms: 5_000, usable: true } as const;
const answered = { outcome: "answered", ms: 41, usable: true } as const;
const office = { addresses: ["81.92.200.7"], proven: true };

describe("whatProbesLack", () => {
  it("takes silence before and an answer since, from inside the network", () => {
    expect(whatProbesLack({ before: silent, after: answered }, "81.92.200.7/32", office)).toBeUndefined();
  });

  it.each([
    ["an answer all along", { before: answered, after: answered }, office, "before the grant"],
    ["silence all along", { before: silent, after: silent }, office, "no answer yet"],
    [
      "a network that answers for nobody",
      { before: silent, after: { ...answered, usable: false } },
      office,
      "nobody has",
    ],
    ["one that did before", { before: { ...silent, usable: false }, after: answered }, office, "nobody has"],
    [
      "another address",
      { before: silent, after: answered },
      { ...office, addresses: ["93.104.77.18"] },
      "93.104.77.18",
    ],
    ["an address that nobody saw", { before: silent, after: answered }, { ...office, proven: false }, "cannot see"],
  ] as const)("refuses %s", (_, probes, seen, words) => {
    expect(whatProbesLack(probes, "81.92.200.7/32", seen)).toContain(words);
  });
});
