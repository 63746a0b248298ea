import type { Grant } from "@/lib/changes/grant";
import type { GrantAnswer } from "@/lib/changes/grant-store";
import { conflict, notFound } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";

const none = "There is no such grant.";

/** @throws Problem 404 */
export async function findGrant({ store }: Pick<ServiceContext, "store">, id: string): Promise<Grant> {
  const found = await store.grants.get(id);
  if (!found) throw notFound(none);
  return found;
}

/**
 * The grant as the store left it.
 *
 * @throws Problem 404; 409 with the store's words when it is not in a state for this (any more)
 */
export function changed(answer: GrantAnswer): Grant {
  if (answer.kind === "not-found") throw notFound(none);
  if (answer.kind === "refused") throw conflict(answer.why);
  return answer.grant;
}
