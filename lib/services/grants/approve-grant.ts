import { type Decision, decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import { conflict } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { asPerson, asPolicyPerson } from "./asker";
import { policyCluster, readCluster } from "./clusters";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";
import { insist, minutesOf, termsOf } from "./terms";

/**
 * Counts this person's approval; the last one that is needed lets the applier begin. The policy is asked twice, with the
 * labels that the cluster has now: may this person approve, and may the grant still be, with everybody who is needed.
 *
 * @throws Problem 403 by the policy, 404, 409 when it is not waiting (any more), 503 when the cluster cannot be read
 */
export async function approveGrant(context: ServiceContext, principal: Principal, id: string): Promise<GrantView> {
  const { store, policy, clock } = context;
  const grant = await findGrant(context, id);
  const view = await readCluster(context, grant.cluster);
  const cluster = policyCluster(grant.cluster, view.labels);
  const approver = asPolicyPerson(principal);
  insist(decide(policy, { principal: approver, cluster, action: "approve", context: termsOf(grant) }));

  const still = await decideApproved(context, grant, principal.id, view);
  if (still.kind === "needs-approval") {
    throw conflict(
      `The policy has changed since this was asked for: it takes ${still.approvals} approvals now. Deny it, and have it asked for again.`,
    );
  }
  insist(still);
  const answer = await store.grants.approve(id, { by: asPerson(principal), at: clock.now() });
  return viewOf(context, principal, changed(answer));
}

/** What the policy says to the grant as its person asked for it, once as many as it needs have approved it. */
async function decideApproved(
  { store, policy }: ServiceContext,
  grant: Grant,
  approver: string,
  { labels }: ClusterView,
): Promise<Decision> {
  const prolonged = grant.prolongs === null ? undefined : await store.grants.get(grant.prolongs);
  const given = [...new Set([...grant.approvals.map(({ id }) => id), approver])];
  const others = Array.from({ length: Math.max(0, grant.approvalsNeeded - given.length) }, (_, n) => `approver ${n}`);
  const terms = termsOf(grant, [...given, ...others]);
  return decide(policy, {
    principal: { ...grant.principal, groups: grant.policy.asked?.groups ?? [] },
    cluster: policyCluster(grant.cluster, labels),
    action: prolonged ? "extend" : "grant",
    context: { ...terms, durationMinutes: minutesOf(grant.durationMs + (prolonged?.durationMs ?? 0)) },
  });
}
