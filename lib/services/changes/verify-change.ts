import type { Principal } from "@/lib/auth/authorise";
import type { ServiceContext } from "@/lib/services/context";
import { verifyGrant } from "@/lib/services/grants/verify-grant";
import type { ChangeView } from "@/lib/services/schema/access";
import { verifyUpdate } from "@/lib/services/updates/verify-update";
import { changeView, findChange } from "./get-change";

/**
 * Takes a finished diagnosis as the proof that a change did what it was for.
 *
 * @throws what `verifyGrant` and `verifyUpdate` throw
 */
export async function verifyChange(
  context: ServiceContext,
  principal: Principal,
  proof: { readonly id: string; readonly diagnosis: string },
): Promise<ChangeView> {
  if ("update" in (await findChange(context, proof.id))) return verifyUpdate(context, principal, proof);
  await verifyGrant(context, principal, proof);
  return changeView(context, principal, await findChange(context, proof.id));
}
