import { decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView } from "@/lib/services/schema/access";
import { asPolicyPerson } from "./asker";
import { knownLabels, policyCluster } from "./clusters";
import { findGrant } from "./find-grant";
import { grantViews } from "./grant-view";
import { insist } from "./terms";

/** @throws Problem 404, 403 */
export async function getGrant(context: ServiceContext, principal: Principal, id: string): Promise<GrantView> {
  const grant = await findGrant(context, id);
  if (grant.principal.id !== principal.id) await insistOnReading(context, principal, grant.cluster);
  return viewOf(context, principal, grant);
}

/** @throws Problem 403 when the policy does not show the cluster to this person */
export async function insistOnReading(context: ServiceContext, principal: Principal, name: ClusterName): Promise<void> {
  const cluster = policyCluster(name, (await knownLabels(context))(name));
  insist(decide(context.policy, { principal: asPolicyPerson(principal), cluster, action: "read" }));
}

export async function viewOf(context: ServiceContext, principal: Principal, grant: Grant): Promise<GrantView> {
  return (await grantViews(context, principal))(grant);
}
