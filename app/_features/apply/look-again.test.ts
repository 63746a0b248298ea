import { describe, expect, it } from "vitest";
import { emptyQuestion } from "@/app/_client/question";
import type { Verdict } from "@/lib/diagnosis/engine/verdict";
import { judgeLook, lookQuestion, sameCase } from "./look-again";

const verdict = (part: Partial<Verdict>) =>
  ({ bases: [], headline: "h", next: "n", cause: null, ...part }) as unknown as Verdict;

describe("judgeLook", () => {
  it.each([
    [["configuration"], false],
    [["configuration", "observed"], true],
  ] as const)("reachable on %j is observed: %s", (bases, observed) => {
    expect(judgeLook(verdict({ state: "reachable", bases }), "r", { kind: "grant", cause: "x", tries: 0 })).toEqual({
      state: "reachable",
      observed,
      report: "r",
    });
  });

  it("looks again three times while the cause is the old one, then says so", () => {
    const blocked = verdict({ state: "blocked", cause: "x" });
    const states = [0, 1, 2, 3].map((tries) => judgeLook(blocked, "r", { kind: "grant", cause: "x", tries }));
    expect(states.map(({ state }) => state)).toEqual(["pausing", "pausing", "pausing", "blocked"]);
  });

  it("looks again when nothing could be told", () => {
    expect(judgeLook(verdict({ state: "unknown" }), "r", { kind: "grant", cause: "x", tries: 0 })).toMatchObject({
      state: "pausing",
      tries: 1,
    });
  });

  it("does not when another hop is broken now", () => {
    expect(judgeLook(verdict({ state: "blocked", cause: "y" }), "r", { kind: "grant", cause: "x", tries: 0 })).toEqual({
      state: "blocked",
      headline: "h",
      next: "n",
    });
  });

  it("does not for a change of settings", () => {
    const blocked = verdict({ state: "blocked", cause: "x" });
    expect(judgeLook(blocked, "r", { kind: "update", cause: "x", tries: 0 })).toMatchObject({ state: "blocked" });
  });
});

describe("lookQuestion", () => {
  const asked = { ...emptyQuestion, cluster: "c", endpoint: "public" as const };

  it.each([
    ["open-dns-endpoint", "dns"],
    ["enable-global-access", "private"],
    ["allow-network", "public"],
    ["undo", "public"],
  ])("after %s asks by the %s endpoint", (id, endpoint) => {
    expect(lookQuestion({ remedy: { id, params: {} } }, asked)).toEqual({ ...asked, endpoint });
  });
});

describe("sameCase", () => {
  const origin = { ...emptyQuestion, cluster: "c" };

  it.each([
    ["nothing was asked", null, false],
    ["the same", origin, true],
    ["another endpoint", { ...origin, endpoint: "dns" as const }, true],
    ["another cluster", { ...origin, cluster: "d" }, false],
    ["another vantage", { ...origin, vantage: { kind: "server" as const } }, false],
  ])("%s", (_, asked, expected) => expect(sameCase(asked, origin)).toBe(expected));
});
