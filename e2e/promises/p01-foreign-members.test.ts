import { describe, expect, it } from "vitest";
import type { IamBinding } from "@/lib/simulator/iam/policy";
import { impersonationRole } from "@/lib/workload/facts/derive/member";
import { inPlays } from "./in-plays";
import { type PolicyBreakage, playPolicy } from "./policy-play";

/*
 * P1 and P2 where what is shared is the IAM policy of a Google service account, and not a cluster's list. Which policies are
 * sent at all: lib/google/service-account-writer.test.ts. An applier that dies at any moment of it:
 * lib/changes/updates/workload/carry-out-steps.test.ts.
 */

const test = inPlays();

const isOwnBinding = ({ role, condition }: IamBinding) => role === impersonationRole && condition === undefined;

describe("P1, P2: members and conditions of others stay, and every binding of ours is there at the end", () => {
  it("holds for three appliers and a person at one policy, there and back", async () => {
    const { broken, overtaken, lostAnswers, humanWrites } = await playPolicy(test().store);
    expect(broken).toEqual([]);
    expect(overtaken).toBeGreaterThan(3);
    expect(lostAnswers).toBeGreaterThan(1);
    expect(humanWrites).toBeGreaterThan(10);
  });

  it.each<[string, string, PolicyBreakage]>([
    ["P1", "does not send the etag", (bindings) => ({ bindings, etag: false })],
    [
      "P1",
      "does not know conditions",
      (bindings) => ({ bindings: bindings.filter(({ condition }) => condition === undefined) }),
    ],
    [
      "P1",
      "loses what a condition was for",
      (bindings) => ({
        bindings: bindings.map(({ condition, ...rest }) => {
          const { description: _, ...without } = condition ?? {};
          return condition ? { ...rest, condition: without } : rest;
        }),
      }),
    ],
    [
      "P1",
      "takes the whole binding back",
      (bindings, kind) => ({ bindings: bindings.filter((one) => kind === "binds" || !isOwnBinding(one)) }),
    ],
    ["P1", "sorts", (bindings) => ({ bindings: bindings.toReversed() })],
    [
      "P2",
      "binds in the place of others",
      (bindings) => ({
        bindings: bindings.map((one) => (isOwnBinding(one) ? { ...one, members: one.members.slice(-1) } : one)),
      }),
    ],
  ])("%s is seen to be broken by an applier that %s", async (promise, _, breakage) => {
    expect((await playPolicy(test().store, breakage)).broken).toContain(promise);
  });
});
