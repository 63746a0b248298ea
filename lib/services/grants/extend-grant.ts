import { decide } from "@/lib/access/policy";
import type { Grant } from "@/lib/changes/grant";
import { conflict, forbiddenByPolicy } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { type Asker, asPerson, asPolicyPerson } from "./asker";
import { policyCluster, readCluster } from "./clusters";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";
import { holdsOwnAddress, minutesOf, termsOf } from "./terms";
import { grantRequest } from "./wish";

/**
 * Adds time to an active grant. Where the policy wants approvals for the time in all, a new grant that prolongs this one
 * is requested instead: it has to be approved before this one ends, and lasts as long as was asked for from then on, so
 * that nobody gets more than what was approved.
 *
 * @param byMs how much longer
 * @returns the grant that was extended, or the one that waits
 * @throws Problem 403 by the policy, 404, 409 when it is not active (any more), 503 when the cluster cannot be read
 */
export async function extendGrant(
  context: ServiceContext,
  asker: Asker,
  { id, byMs, idempotencyKey }: { readonly id: string; readonly byMs: number; readonly idempotencyKey: string },
): Promise<GrantView> {
  const { store, policy, clock } = context;
  const { principal, seen } = asker;
  const grant = await findGrant(context, id);
  const [waiting] = await store.grants.ofClick(principal.id, idempotencyKey);
  if (waiting) return viewOf(context, principal, waiting);

  const view = await readCluster(context, grant.cluster);
  const terms = {
    ...termsOf(grant, []),
    ownAddress: holdsOwnAddress(grant.cidr, seen),
    addressProven: seen.proven,
    durationMinutes: minutesOf(grant.durationMs + byMs),
  };
  const cluster = policyCluster(grant.cluster, view.labels);
  const person = asPolicyPerson(principal);
  const decision = decide(policy, { principal: person, cluster, action: "extend", context: terms });
  if (decision.kind === "deny") throw forbiddenByPolicy(decision.rules);
  if (decision.kind === "allow") {
    const by = asPerson(principal);
    const answer = await store.grants.extend(id, { by, at: clock.now(), byMs, idempotencyKey });
    return viewOf(context, principal, changed(answer));
  }
  const { approvals: approvalsNeeded, rules } = decision;
  const decided = { idempotencyKey, approvalsNeeded, rules: rules.map((rule) => rule.id) };
  return viewOf(context, principal, await prolong(context, asker, { grant, byMs, decided }));
}

type Prolongation = {
  readonly grant: Grant;
  readonly byMs: number;
  readonly decided: Omit<Parameters<typeof grantRequest>[3], "startBefore">;
};

async function prolong(context: ServiceContext, asker: Asker, { grant, byMs, decided }: Prolongation): Promise<Grant> {
  const { cluster, cidr, reason, expiresAt, stop, id } = grant;
  const over = stop !== null || expiresAt === null || context.clock.now() >= expiresAt;
  if (grant.state !== "active" || over) throw conflict("The grant is not active (any more): ask for a new one.");
  const wish = { cluster, cidr, durationMs: byMs, reason, breakGlass: false, prolongs: id };
  const request = grantRequest(context, asker, wish, { ...decided, startBefore: expiresAt });
  const answer = await context.store.grants.request([request]);
  if (answer.kind === "refused") throw conflict(answer.why);
  const [made] = answer.grants;
  if (!made) throw conflict("The extension was not kept: ask for it again.");
  return made;
}
