import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { defaultText, examplesText, policyOf, requestOf } from "./testing";
import type { Decision } from "./words";

const policy = policyOf(defaultText);
const prod = { labels: { env: "prod" } };
const long = 10_080;

/** `yes`, `no: RULE …` or `NUMBER: RULE …`, the number being the approvals that are needed in all. */
function said(decision: Decision): string {
  const rules = decision.rules.map(({ id }) => id).join(" ");
  if (decision.kind === "allow") return "yes";
  return decision.kind === "deny" ? `no: ${rules}` : `${decision.approvals}: ${rules}`;
}

const judge = (given: Parameters<typeof requestOf>[0], by = policy) => said(decide(by, requestOf(given)));

describe("the default policy: how long", () => {
  it.each([
    ["the shortest", 1, {}, "yes"],
    ["12 hours", 720, {}, "yes"],
    ["a minute more", 721, {}, "1: long-access"],
    ["7 days", long, {}, "1: long-access"],
    ["7 days, approved", long, { approvals: ["bob"] }, "yes"],
    ["a minute more than 7 days", long + 1, {}, "no: longest-access"],
    ["the same, approved by everybody", long + 1, { approvals: ["b", "c", "d", "e", "f"] }, "no: longest-access"],
    ["4 hours to production", 240, prod, "yes"],
    ["a minute more to production", 241, prod, "1: long-access-to-production"],
    ["the same, approved", 241, { ...prod, approvals: ["bob"] }, "yes"],
    ["the same, the label's other spelling", 241, { labels: { env: "production" } }, "1: long-access-to-production"],
    ["the same, another environment", 241, { labels: { env: "staging" } }, "yes"],
    ["12 hours and a minute to production", 721, prod, "1: long-access long-access-to-production"],
  ])("%s", (_, durationMinutes, given, expected) => {
    expect(judge({ durationMinutes, ...given })).toBe(expected);
    expect(judge({ durationMinutes, ...given, action: "extend" })).toBe(expected);
  });
});

describe("the default policy: how wide", () => {
  it.each([
    ["one address", "62.4.5.6/32", {}, "yes"],
    ["a bare address", "62.4.5.6", {}, "yes"],
    ["two addresses", "62.4.5.6/31", {}, "1: wide-network"],
    ["two addresses, approved", "62.4.5.6/31", { approvals: ["bob"] }, "yes"],
    ["256 addresses", "62.4.5.0/24", {}, "1: wide-network"],
    ["host bits set", "62.4.5.6/24", {}, "1: wide-network"],
    ["512 addresses", "62.4.4.0/23", {}, "no: widest-network"],
    ["everybody", "0.0.0.0/0", { approvals: ["b", "c", "d", "e", "f"] }, "no: widest-network"],
    ["production", "62.4.5.6/31", prod, "2: wide-network wide-network-to-production"],
    ["production, one approval", "62.4.5.6/31", { ...prod, approvals: ["bob"] }, "2: wide-network-to-production"],
    ["production, two approvals", "62.4.5.6/31", { ...prod, approvals: ["bob", "eve"] }, "yes"],
    [
      "production, one approval twice",
      "62.4.5.6/31",
      { ...prod, approvals: ["b", "B "] },
      "2: wide-network-to-production",
    ],
  ])("%s", (_, cidr, given, expected) => {
    expect(judge({ cidr, ...given })).toBe(expected);
  });
});

describe("the default policy: whose address", () => {
  it.each(["grant", "extend", "break-glass"] as const)("%s", (action) => {
    expect(judge({ action, ownAddress: false })).toBe("no: own-address-only");
    expect(judge({ action, addressProven: false })).toBe("no: proven-address-only");
    expect(judge({ action, who: "bob@example.com" })).toBe("no: nothing-allows");
  });
});

describe("the default policy: an emergency", () => {
  const glass = { action: "break-glass" as const };
  it.each([
    ["1 hour", { durationMinutes: 60 }, "yes"],
    ["1 hour, production", { durationMinutes: 60, ...prod }, "yes"],
    ["a minute more", { durationMinutes: 61 }, "no: emergency-is-short"],
    ["a minute more, approved", { durationMinutes: 61, approvals: ["bob"] }, "no: emergency-is-short"],
    ["two addresses", { cidr: "62.4.5.6/31" }, "no: emergency-is-narrow"],
    ["no reason", { reason: "  " }, "no: emergency-has-a-reason"],
  ])("%s", (_, given, expected) => {
    expect(judge({ ...glass, ...given })).toBe(expected);
  });

  it("is marked for review; an ordinary grant is not", () => {
    expect(decide(policy, requestOf(glass))).toMatchObject({ kind: "allow", review: true });
    expect(decide(policy, requestOf())).toMatchObject({ kind: "allow", review: false });
  });

  it("is extended with an approval only", () => {
    const extension = { action: "extend" as const, breakGlass: true };
    expect(judge(extension)).toBe("1: emergency-becomes-ordinary");
    expect(judge({ ...extension, approvals: ["bob"] })).toBe("yes");
  });
});

describe("the default policy: approvers, administrators and everybody", () => {
  const approvers = { groups: ["drawbridge-approvers"] };
  const bob = { who: "bob@example.com" };
  const labelled = { labels: { "drawbridge-approvers": "data" } };
  it.each([
    ["an approver", "approve", { ...bob, ...approvers }, "yes"],
    ["the cluster's own approver", "approve", { ...bob, ...labelled, groups: ["data"] }, "yes"],
    ["an approver of another cluster", "approve", { ...bob, groups: ["data"] }, "no: nothing-allows"],
    ["anybody", "approve", bob, "no: nothing-allows"],
    ["an administrator", "approve", { ...bob, groups: ["drawbridge-admins"] }, "no: nothing-allows"],
    ["an approver, their own", "approve", approvers, "no: never-your-own"],
    [
      "an approver, their own, spelt otherwise",
      "approve",
      { who: " ANN@example.com", ...approvers },
      "no: never-your-own",
    ],
    ["everybody, their own", "revoke", {}, "yes"],
    [
      "their own, whatever it allows",
      "revoke",
      { durationMinutes: 99_999, cidr: "62.0.0.0/8", ownAddress: false },
      "yes",
    ],
    ["somebody else's", "revoke", bob, "no: nothing-allows"],
    ["an approver, somebody else's", "revoke", { ...bob, ...approvers }, "no: nothing-allows"],
    ["an administrator, somebody else's", "revoke", { ...bob, groups: ["drawbridge-admins"] }, "yes"],
  ] as const)("%s may %s: %o", (_, action, given, expected) => {
    expect(judge({ action, ...given })).toBe(expected);
  });

  it("names the rules by which the cluster's approvers approve", () => {
    const approversOn = (labels: Record<string, string>) => {
      const decision = decide(policy, requestOf({ durationMinutes: 721, labels }));
      return decision.kind === "needs-approval" ? decision.approvers.map(({ id }) => id) : decision.kind;
    };
    expect(approversOn({})).toEqual(["approvers"]);
    expect(approversOn(labelled.labels)).toEqual(["approvers", "cluster-approvers"]);
  });

  it("lets everybody see clusters", () => {
    const { principal, cluster } = requestOf();
    expect(said(decide(policy, { principal, cluster, action: "read" }))).toBe("yes");
  });
});

describe("the examples, behind the default policy", () => {
  const both = policyOf(`${defaultText}\n${examplesText}`);
  it.each([
    ["nothing special", {}, "yes"],
    ["another continent", { location: "us-central1" }, "no: europe-only"],
    ["a payment project", { project: "acme-pay-eu" }, "2: payments-need-two"],
    ["production without a ticket", prod, "no: production-needs-a-ticket"],
    ["production with a ticket", { ...prod, reason: "OPS-7 no deploys" }, "yes"],
    ["the data team's cluster", { labels: { team: "data" } }, "no: data-team-clusters"],
    ["the same, for the data team", { labels: { team: "data" }, groups: ["data"] }, "yes"],
    ["the office", { cidr: "198.51.100.9/32" }, "no: office-needs-no-listing"],
    ["beside the office", { cidr: "198.51.101.9/32" }, "yes"],
  ])("%s", (_, given, expected) => {
    expect(judge(given, both)).toBe(expected);
  });
});

describe("the default policy: changes for good", () => {
  const label = { "drawbridge-approvers": "data-leads" };
  it.each([
    ["anybody", [], {}, "no: nothing-allows"],
    ["an approver of all clusters", ["drawbridge-approvers"], {}, "no: nothing-allows"],
    ["an administrator", ["drawbridge-admins"], {}, "yes"],
    ["the group that the label names", ["data-leads"], label, "yes"],
    ["that group, on another cluster", ["data-leads"], {}, "no: nothing-allows"],
  ])("%s", (_, groups, labels, expected) => {
    const { principal, cluster } = requestOf({ groups, labels });
    for (const risk of ["safe", "dangerous"]) {
      const context = { remedy: "open-dns-endpoint", risk };
      expect(said(decide(policy, { principal, cluster, action: "update", context }))).toBe(expected);
    }
  });
});
