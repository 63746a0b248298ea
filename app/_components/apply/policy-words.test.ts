import { describe, expect, it } from "vitest";
import type { PolicyAnswer } from "@/app/_client/wire";
import { approvalsWords, policyWords, wantsReason } from "./policy-words";

const rule = (title: string, why = "") => ({ id: "r", title, why });
const answer = (part: Partial<PolicyAnswer>): PolicyAnswer => ({
  decision: "allow",
  approvalsNeeded: 0,
  rules: [],
  approvers: [],
  ...part,
});

describe("policyWords", () => {
  it.each<[string, Partial<PolicyAnswer>]>([
    ["Allowed by: Let yourself in.", { rules: [rule("Let yourself in")] }],
    ["Allowed.", {}],
    [
      "Needs one approval: Members of approvers approve.",
      {
        decision: "needs-approval",
        approvalsNeeded: 1,
        rules: [rule("Long")],
        approvers: [rule("Members of approvers approve"), rule("Members of approvers approve")],
      },
    ],
    ["Needs two approvals.", { decision: "needs-approval", approvalsNeeded: 2 }],
    ["No rule of the policy allows it.", { decision: "deny" }],
    ["The policy does not allow it.", { decision: "deny", rules: [rule("Nothing wider than a /24")] }],
  ])("says %j", (words, part) => expect(policyWords(answer(part))).toBe(words));
});

describe("approvalsWords", () => {
  it.each([
    [1, "one approval"],
    [5, "five approvals"],
    [6, "6 approvals"],
  ])("%d: %s", (amount, words) => expect(approvalsWords(amount)).toBe(words));
});

describe("wantsReason", () => {
  const denied = answer({ decision: "deny", rules: [rule("An emergency has a reason")] });

  it.each<[string, PolicyAnswer | null, string, boolean]>([
    ["a rule speaks of a reason", denied, " ", true],
    ["one was given", denied, "pager", false],
    ["it is about something else", answer({ decision: "deny", rules: [rule("Too wide")] }), "", false],
    ["it is allowed", answer({ rules: [rule("Say a reason")] }), "", false],
    ["nobody answered", null, "", false],
  ])("%s", (_, policy, reason, expected) => expect(wantsReason(policy, reason)).toBe(expected));
});
