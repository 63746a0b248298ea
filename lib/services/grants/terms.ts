import type { Decision, GrantTerms, Rule } from "@/lib/access/policy";
import type { Grant } from "@/lib/changes/grant";
import { cidrContains } from "@/lib/core/address";
import { forbiddenByPolicy } from "@/lib/core/problem";
import type { PolicyAnswer } from "@/lib/services/schema/access";
import type { SeenAt } from "./asker";

/** Whole minutes, never fewer than it lasts. */
export const minutesOf = (milliseconds: number): number => Math.ceil(milliseconds / 60_000);

export function holdsOwnAddress(cidr: string, { addresses }: SeenAt): boolean {
  return addresses.some((address) => cidrContains(cidr, address));
}

/** What a grant allows, as the policy judges it: with what was known of its person when they asked. */
export function termsOf(grant: Grant, approvals = grant.approvals.map(({ id }) => id)): GrantTerms {
  return {
    requesterId: grant.principal.id,
    cidr: grant.cidr,
    ownAddress: grant.address !== null && cidrContains(grant.cidr, grant.address),
    addressProven: grant.policy.asked?.addressProven ?? false,
    durationMinutes: minutesOf(grant.durationMs),
    approvals,
    reason: grant.reason,
    breakGlass: grant.breakGlass,
  };
}

export function policyAnswer(decision: Decision): PolicyAnswer {
  const rules = [...decision.rules];
  if (decision.kind !== "needs-approval") return { decision: decision.kind, approvalsNeeded: 0, rules, approvers: [] };
  return {
    decision: decision.kind,
    approvalsNeeded: decision.approvals,
    rules,
    approvers: [...decision.approvers],
  };
}

/**
 * Goes on only when the policy allows it.
 *
 * @throws Problem 403 that names the rules
 */
export function insist(decision: Decision): void {
  if (decision.kind !== "allow") throw forbiddenByPolicy(eachOnce(decision.rules));
}

export function eachOnce(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()];
}
