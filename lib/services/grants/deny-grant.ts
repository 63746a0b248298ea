import { decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { asPerson, asPolicyPerson } from "./asker";
import { labelsAtHand, policyCluster } from "./clusters";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";
import { said } from "./said";
import { insist, termsOf } from "./terms";

/**
 * Says no to a request. Whoever may approve may deny.
 *
 * @throws Problem 403 by the policy, 404, 409 when it is not waiting (any more)
 */
export async function denyGrant(
  context: ServiceContext,
  principal: Principal,
  { id, why }: { readonly id: string; readonly why: string },
): Promise<GrantView> {
  const { store, policy, clock } = context;
  const grant = await findGrant(context, id);
  const cluster = policyCluster(grant.cluster, await labelsAtHand(context, grant.cluster));
  const approver = asPolicyPerson(principal);
  insist(decide(policy, { principal: approver, cluster, action: "approve", context: termsOf(grant) }));
  const answer = await store.grants.deny(id, { by: asPerson(principal), at: clock.now(), why: said(why) });
  return viewOf(context, principal, changed(answer));
}
