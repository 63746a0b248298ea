import { describe, expect, it } from "vitest";
import type { RunView } from "@/app/_client/workload-wire";
import { hasEnded, isSettled, removalWords, runWords, tokenWords } from "./run-words";

const run = (part: Partial<RunView>) =>
  ({ kind: "probe", state: "finished", exitCode: 0, identity: null, cleaned: true, removal: null, ...part }) as RunView;
const identity = (proven: boolean) => ({ proven }) as NonNullable<RunView["identity"]>;

describe("how a run stands", () => {
  it.each([
    [{ state: "queued" }, "waiting", "queued"],
    [{ state: "starting" }, "running", "starting"],
    [{ state: "running" }, "running", "running"],
    [{ state: "stopped", identity: identity(true) }, "stopped", "stopped"],
    [{ state: "failed" }, "bad", "failed"],
    [{ identity: identity(true) }, "good", "identity proven"],
    [{ identity: identity(false) }, "bad", "not the identity that was expected"],
    [{ identity: null }, "unclear", "ended without an answer"],
    [{ kind: "rehearsal", exitCode: 0 }, "good", "green: exit code 0"],
    [{ kind: "rehearsal", exitCode: 1 }, "bad", "red: exit code 1"],
    [{ kind: "rehearsal", exitCode: 137 }, "bad", "red: exit code 137"],
    [{ kind: "rehearsal", exitCode: null }, "unclear", "ended"],
  ] as const)("%j is %s: %s", (part, mark, text) => {
    expect(runWords(run(part))).toMatchObject({ mark, text });
  });

  it("is settled only when it has ended and its pod is gone", () => {
    expect(isSettled(run({ cleaned: false }))).toBe(false);
    expect(isSettled(run({ state: "running", cleaned: true }))).toBe(false);
    expect(isSettled(run({}))).toBe(true);
    expect(hasEnded(run({ state: "starting" }))).toBe(false);
  });

  const removal = { why: "HTTP 403", givenUpAt: null, kubectl: "kubectl" };
  const givenUp = { ...removal, givenUpAt: "2026-11-08T00:00:00.000Z" };
  it("is settled when removing its pod was given up, not while it is tried", () => {
    expect(isSettled(run({ cleaned: false, removal }))).toBe(false);
    expect(isSettled(run({ cleaned: false, removal: givenUp }))).toBe(true);
  });

  it.each([
    [{ cleaned: true }, "Cleaned up: the pod is gone", undefined],
    [{ cleaned: false }, "The pod is being removed…", undefined],
    [{ cleaned: false, removal }, "The pod could not be removed yet", "HTTP 403. Drawbridge tries again."],
    [
      { cleaned: false, removal: { ...givenUp, why: "It is there." } },
      "The pod may still be there",
      "It is there. Drawbridge has given up removing the pod. What ran in it was ended by its deadline.",
    ],
  ])("%j: its pod", (part, text, more) => {
    expect(removalWords(run(part))).toEqual({ text, ...(more && { more }) });
  });

  it.each([
    [200, "yes"],
    [0, "no: no answer"],
    [403, "no: HTTP 403"],
  ] as const)("says whether there is a token at %i", (status, words) => expect(tokenWords(status)).toBe(words));
});
