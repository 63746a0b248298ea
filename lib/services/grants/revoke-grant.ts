import { decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { asPerson, asPolicyPerson } from "./asker";
import { labelsAtHand, policyCluster } from "./clusters";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";
import { insist, termsOf } from "./terms";

/**
 * Ends a grant before its time, or takes a request back. It is decided here; its entry goes as soon as Google takes the
 * update. Works while Google does not answer, too.
 *
 * @throws Problem 403 by the policy, 404, 409 when it is over already
 */
export async function revokeGrant(context: ServiceContext, principal: Principal, id: string): Promise<GrantView> {
  const { store, policy, clock } = context;
  const grant = await findGrant(context, id);
  const cluster = policyCluster(grant.cluster, await labelsAtHand(context, grant.cluster));
  const person = asPolicyPerson(principal);
  insist(decide(policy, { principal: person, cluster, action: "revoke", context: termsOf(grant) }));
  const answer = await store.grants.revoke(id, { by: asPerson(principal), at: clock.now() });
  return viewOf(context, principal, changed(answer));
}
