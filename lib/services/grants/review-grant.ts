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
 * Writes down that somebody looked at an emergency afterwards: somebody who could have approved it.
 *
 * @throws Problem 403 by the policy, 404, 409 when it was no emergency
 */
export async function reviewGrant(
  context: ServiceContext,
  principal: Principal,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<GrantView> {
  const { store, policy, clock } = context;
  const grant = await findGrant(context, id);
  const cluster = policyCluster(grant.cluster, await labelsAtHand(context, grant.cluster));
  const person = asPolicyPerson(principal);
  insist(decide(policy, { principal: person, cluster, action: "approve", context: termsOf(grant) }));
  const answer = await store.grants.review(id, { by: asPerson(principal), at: clock.now(), note: said(note) });
  return viewOf(context, principal, changed(answer));
}
