import { describe, expect, it } from "vitest";
import type { AccessPreview, PolicyAnswer } from "@/app/_client/wire";
import { answerOf, answerWords, previewOutcome } from "./preview-words";

function one(cluster: string, decision: PolicyAnswer["decision"], refused: string | null = null) {
  const policy = { decision, approvalsNeeded: decision === "needs-approval" ? 2 : 0, rules: [], approvers: [] };
  return { cluster, policy, refused, warnings: [], changes: [], before: [], after: [] };
}

const preview = (...clusters: readonly ReturnType<typeof one>[]): AccessPreview => ({
  clusters: [...clusters],
  cidr: "81.92.200.7/32",
  durationSeconds: 3600,
});

describe("what would come of a cluster", () => {
  it.each([
    [one("a", "allow"), "now", "Within policy, at once"],
    [one("a", "needs-approval"), "approval", "Needs 2 approvals"],
    [one("a", "deny"), "denied", "Not allowed"],
    [one("a", "allow", "covered"), "refused", "Nothing to add"],
    [one("a", "needs-approval", "covered"), "refused", "Nothing to add"],
    [one("a", "deny", "covered"), "denied", "Not allowed"],
  ])("%#", (cluster, answer, words) => {
    expect(answerOf(cluster)).toBe(answer);
    expect(answerWords(cluster)).toBe(words);
  });
});

describe("previewOutcome", () => {
  it.each([
    [preview(one("a", "allow")), { blocked: [], all: false, waits: false }],
    [preview(one("a", "allow"), one("b", "needs-approval")), { blocked: [], all: false, waits: true }],
    [preview(one("a", "allow"), one("b", "deny")), { blocked: ["b"], all: false, waits: false }],
    [preview(one("a", "allow", "off"), one("b", "deny")), { blocked: ["a", "b"], all: true, waits: false }],
    [preview(), { blocked: [], all: false, waits: false }],
  ])("%#", (given, outcome) => {
    expect(previewOutcome(given)).toEqual(outcome);
  });
});
