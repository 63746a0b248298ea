import type { Principal } from "@/lib/auth/authorise";
import { cidrContains } from "@/lib/core/address";
import { forbidden, refused } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import type { GrantView, ProbesRequest } from "@/lib/services/schema/access";
import { asPerson, type SeenAt } from "./asker";
import { changed, findGrant } from "./find-grant";
import { viewOf } from "./get-grant";

/**
 * Takes what the grant's own person's browser saw as the proof that their network gets through: silence before, an answer
 * since, in a network that answers for nobody else. One attempt proves nothing, because a browser cannot tell an answer
 * from a refusal. Whoever made it up would deceive nobody but themselves.
 *
 * @throws Problem 403 for another person's grant, 404, 422 with what the attempts do not show, 409 when it is not active
 */
export async function verifyByBrowser(
  context: ServiceContext,
  principal: Principal,
  { id, probes, seen }: { readonly id: string; readonly probes: ProbesRequest; readonly seen: SeenAt },
): Promise<GrantView> {
  const grant = await findGrant(context, id);
  if (grant.principal.id !== principal.id) throw forbidden("Only the grant's own person can show that it works.");
  const lack = whatProbesLack(probes, grant.cidr, seen);
  if (lack !== undefined) throw refused(lack);
  const detail = `The browser at ${seen.addresses[0]} got no answer before, and one within ${probes.after.ms} ms since.`;
  const proof = { by: asPerson(principal), at: context.clock.now(), how: "browser", detail } as const;
  return viewOf(context, principal, changed(await context.store.grants.verify(id, proof)));
}

/** Why the attempts prove nothing, in a sentence; undefined when they do. */
export function whatProbesLack({ before, after }: ProbesRequest, cidr: string, seen: SeenAt): string | undefined {
  if (!before.usable || !after.usable) {
    return "This browser's network answers for addresses that nobody has, so its attempts say nothing. Use the terminal's command.";
  }
  if (before.outcome !== "silent")
    return "This browser got an answer before the grant, too: that says nothing of the grant.";
  if (after.outcome !== "answered") return "This browser gets no answer yet.";
  if (!seen.proven) return "Drawbridge cannot see which address this browser leaves from.";
  const inside = seen.addresses.some((address) => cidrContains(cidr, address));
  return inside ? undefined : `This browser leaves from ${seen.addresses[0]}, and the grant is for ${cidr}.`;
}
