import type { Principal } from "@/lib/auth/authorise";
import type { Grant } from "@/lib/changes/grant";
import type { Update } from "@/lib/changes/updates/update";
import { notFound } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { insistOnReading, viewOf } from "@/lib/services/grants/get-grant";
import type { ChangeView, GrantView } from "@/lib/services/schema/access";
import { grantChange } from "./grant-change";
import { updateChange } from "./update-change";

/** What a change is about: a grant has the same id as its change. */
export type Found = { readonly grant: Grant } | { readonly update: Update };

/** @throws Problem 404 */
export async function findChange({ store }: Pick<ServiceContext, "store">, id: string): Promise<Found> {
  const grant = await store.grants.get(id);
  if (grant) return { grant };
  const update = await store.updates.get(id);
  if (!update) throw notFound("There is no such change.");
  return { update };
}

/** @throws Problem 404, 403 when the policy does not show the cluster to this person */
export async function getChange(context: ServiceContext, principal: Principal, id: string): Promise<ChangeView> {
  const found = await findChange(context, id);
  const { principal: owner, cluster } = "grant" in found ? found.grant : found.update;
  if (owner.id !== principal.id) await insistOnReading(context, principal, cluster);
  return changeView(context, principal, found);
}

/** `show`: what shows grants to this person, where it is at hand. */
export async function changeView(
  context: ServiceContext,
  principal: Principal,
  found: Found,
  show?: (grant: Grant) => GrantView,
): Promise<ChangeView> {
  if ("update" in found) return updateChange(found.update);
  const { grant } = found;
  const view = show ? show(grant) : await viewOf(context, principal, grant);
  return grantChange(grant, await context.store.grants.latestWrite(grant), view);
}
