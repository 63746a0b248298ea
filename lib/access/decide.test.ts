import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { defaultText, policyOf, requestOf } from "./testing";

const rule = (id: string, body: string) => `@id("${id}") @title("T") @why("W") ${body}\n`;
const open = rule("open", "permit (principal, action, resource);");
const letIn = (id: string, when: string) =>
  rule(id, `forbid (principal, action in Action::"let-in", resource) when { ${when} };`);

describe("decide", () => {
  it("asks for the approvals that a permit names", () => {
    const policy = policyOf(
      rule("three", 'permit (principal, action == Action::"grant", resource) when { context.approvals >= 3 };'),
    );
    expect(decide(policy, requestOf({ approvals: ["bob"] }))).toEqual({
      kind: "needs-approval",
      approvals: 3,
      given: 1,
      approvers: [],
      rules: [{ id: "three", title: "T", why: "W" }],
    });
  });

  it.each([
    [5, "needs-approval"],
    [6, "deny"],
  ])("a rule that wants %i approvals: %s", (wanted, kind) => {
    expect(decide(policyOf(open + letIn("many", `context.approvals < ${wanted}`)), requestOf()).kind).toBe(kind);
  });

  it("sends nobody to an approver in vain: denies by the rule that no approval lifts", () => {
    const policy = policyOf(open + letIn("lifted", "context.approvals < 1") + letIn("stays", "!context.ownAddress"));
    expect(decide(policy, requestOf({ ownAddress: false }))).toMatchObject({ kind: "deny", rules: [{ id: "stays" }] });
  });

  it("an emergency never waits for approvals", () => {
    const policy = policyOf(open + letIn("lifted", "context.approvals < 1"));
    expect(decide(policy, requestOf({ action: "break-glass" }))).toMatchObject({
      kind: "deny",
      rules: [{ id: "lifted" }],
    });
  });

  it("an emergency is one to the policy whatever the terms say", () => {
    const policy = policyOf(open + letIn("no-emergency", "context.breakGlass"));
    expect(decide(policy, requestOf({ action: "break-glass", breakGlass: false })).kind).toBe("deny");
    expect(decide(policy, requestOf()).kind).toBe("allow");
  });

  it("forbids by a rule that fails, which Cedar alone would skip", () => {
    const policy = policyOf(open + letIn("overflows", "context.durationMinutes * 9223372036854775807 > 1"));
    const decision = decide(policy, requestOf({ durationMinutes: 2 }));
    expect(decision).toMatchObject({ kind: "deny", rules: [{ id: "overflows" }] });
    expect(decision.rules[0]?.why).toContain("could not be evaluated");
    expect(decide(policy, requestOf({ durationMinutes: 1 })).kind).toBe("deny");
  });

  it("forbids when a rule fails at the approvals that would be needed", () => {
    const policy = policyOf(
      open + letIn("fails", "context.approvals < 1 || context.approvals * 9223372036854775807 < 0"),
    );
    expect(decide(policy, requestOf()).kind).toBe("needs-approval");
    expect(decide(policy, requestOf({ approvals: ["bob", "eve"] }))).toMatchObject({
      kind: "deny",
      rules: [{ id: "fails" }],
    });
  });

  it("offers no number of approvals behind one at which a rule fails", () => {
    const failsAtOne = "context.approvals == 1 && context.approvals + 9223372036854775807 > 0";
    const policy = policyOf(open + letIn("fails", `context.approvals < 1 || (${failsAtOne})`));
    expect(decide(policy, requestOf())).toMatchObject({ kind: "deny", rules: [{ id: "fails" }] });
  });

  it.each([
    ["no person", { who: "  " }],
    ["nobody's grant", { requesterId: "" }],
    ["no network", { cidr: "62.4.5.6/33" }],
    ["IPv6", { cidr: "2a00:1450::1/128" }],
    ["no time", { durationMinutes: 0 }],
    ["half a minute", { durationMinutes: 0.5 }],
    ["no number", { durationMinutes: Number.NaN }],
    ["for ever", { durationMinutes: Number.POSITIVE_INFINITY }],
    ["more than a whole number can be", { durationMinutes: 2 ** 53 }],
  ])("no policy allows a request with %s", (_, given) => {
    expect(decide(policyOf(open), requestOf(given))).toMatchObject({ kind: "deny", rules: [{ id: "not-understood" }] });
  });

  it("works on a policy that another copy of the program loaded", () => {
    const copy = JSON.parse(JSON.stringify({ ...policyOf(open), fingerprint: "unknown to the engine" }));
    expect(decide(copy, requestOf()).kind).toBe("allow");
  });

  it("denies when the engine cannot read the rules", () => {
    const broken = {
      ...policyOf(open),
      fingerprint: "broken",
      rules: policyOf(open).rules.map((r) => ({ ...r, text: "(" })),
    };
    expect(decide(broken, requestOf())).toMatchObject({ kind: "deny", rules: [{ id: "policy-engine" }] });
  });

  it("survives any text that people and labels bring along", () => {
    const policy = policyOf(defaultText);
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, fc.dictionary(text, text), fc.array(text), (who, reason, labels, groups) => {
        const request = requestOf({ who, requesterId: who, reason, labels, groups });
        expect(decide(policy, request).kind).toBe(who.normalize("NFKC").trim() === "" ? "deny" : "allow");
      }),
    );
  });

  it("decides in less than 5 ms", () => {
    const policy = policyOf(defaultText);
    const requests = [
      requestOf(),
      requestOf({ durationMinutes: 20_000 }),
      requestOf({ cidr: "62.4.5.0/24", labels: { env: "prod", "drawbridge-approvers": "data" } }),
    ];
    const timed = (request: (typeof requests)[number]) => {
      const begin = performance.now();
      decide(policy, request);
      return performance.now() - begin;
    };
    for (const request of requests) {
      const times = Array.from({ length: 60 }, () => timed(request)).sort((a, b) => a - b);
      expect(times[30]).toBeLessThan(5);
    }
  });
});
