import { decide, type GrantAction, type Policy } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import { formatClusterName } from "@/lib/core/cluster-name";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { asPolicyPerson } from "./asker";
import { knownLabels, policyCluster } from "./clusters";
import { minutesOf, termsOf } from "./terms";

/** The shortest extension that a person can ask for, in minutes. */
const shortestExtension = 5;

/** What shows a grant to this person, with what they may do about it now. */
export async function grantViews(
  context: Pick<ServiceContext, "directory" | "projects" | "policy" | "clock">,
  principal: Principal,
): Promise<(grant: Grant) => GrantView> {
  const labelsOf = await knownLabels(context);
  return (grant) => {
    const now = context.clock.now();
    const ask = asking(context.policy, principal, grant, labelsOf(grant.cluster));
    return toGrantView(grant, now, mayOf(grant, principal, now, ask));
  };
}

type Ask = (action: GrantAction, durationMinutes?: number) => boolean;

/** Whether the policy would say yes, with approvals or without, from the grant's own network. */
function asking(policy: Policy, principal: Principal, grant: Grant, labels: Readonly<Record<string, string>>): Ask {
  const cluster = policyCluster(grant.cluster, labels);
  return (action, durationMinutes = minutesOf(grant.durationMs)) => {
    const here = action === "extend" ? { ownAddress: true, addressProven: true } : {};
    const context = { ...termsOf(grant), durationMinutes, ...here };
    return decide(policy, { principal: asPolicyPerson(principal), cluster, action, context }).kind !== "deny";
  };
}

function mayOf(grant: Grant, { id }: Principal, now: Date, ask: Ask): GrantView["may"] {
  const { state, stop, startBy, expiresAt, breakGlass, review, approvals } = grant;
  const own = grant.principal.id === id;
  const waits = state === "requested" && now < startBy;
  const runs = state === "active" && stop === null && expiresAt !== null && now < expiresAt;
  const open = stop === null && (state === "requested" || state === "approved" || state === "active");
  const approves = !own && (waits || breakGlass) && ask("approve");
  return {
    approve: waits && approves && !approvals.some((approval) => approval.id === id),
    deny: waits && approves,
    extend: runs && own && ask("extend", minutesOf(grant.durationMs) + shortestExtension),
    revoke: open && ask("revoke"),
    review: breakGlass && review === null && approves,
  };
}

function toGrantView(grant: Grant, now: Date, may: GrantView["may"]): GrantView {
  const { id, cidr, principal, reason, state, breakGlass, approvalsNeeded, endReason, endDetail, prolongs } = grant;
  const { verified, review, stop, expiresAt } = grant;
  const over = stop !== null || (expiresAt !== null && now >= expiresAt);
  return {
    ...{ id, cidr, reason, state, breakGlass, approvalsNeeded, endReason, endDetail, prolongs, may },
    cluster: formatClusterName(grant.cluster),
    person: { id: principal.id, name: principal.name },
    requestedAt: grant.requestedAt.toISOString(),
    startBy: grant.startBy.toISOString(),
    durationSeconds: Math.round(grant.durationMs / 1_000),
    approvals: grant.approvals.map(({ id: approver, name, at }) => ({ id: approver, name, at: at.toISOString() })),
    activatedAt: grant.activatedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    ending: over && (state === "approved" || state === "active"),
    endedAt: grant.endedAt?.toISOString() ?? null,
    verified: verified && { ...verified, at: verified.at.toISOString() },
    review: review && { ...review, at: review.at.toISOString() },
  };
}
