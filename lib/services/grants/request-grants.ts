import pLimit from "p-limit";
import type { Grant } from "@/lib/changes/grant";
import { conflict, forbiddenByPolicy, refused } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "./asker";
import { type Assessment, assess } from "./assess";
import { clustersAtOnce } from "./preview-grants";
import { eachOnce } from "./terms";
import { grantRequest, type Wish } from "./wish";

/**
 * One click: a grant on each of these clusters, all or none. The same click again gives the grants that it made, whatever
 * has become of the clusters and the policy meanwhile.
 *
 * @throws Problem 403 by the policy, 422 where an entry cannot help, 409 for a key that was used for something else
 */
export async function requestGrants(
  context: ServiceContext,
  asker: Asker,
  wishes: readonly Wish[],
  idempotencyKey: string,
): Promise<readonly Grant[]> {
  const { store } = context;
  const made = await store.grants.ofClick(asker.principal.id, idempotencyKey);
  // The store compares a repeated click with the first one, and makes nothing of it.
  const assessed = made.length > 0 ? undefined : await assessAll(context, asker, wishes);
  const requests = wishes.map((wish, index) => {
    const decision = assessed?.[index]?.decision;
    return grantRequest(context, asker, wish, {
      idempotencyKey,
      approvalsNeeded: decision?.kind === "needs-approval" ? decision.approvals : 0,
      rules: decision?.rules.map(({ id }) => id) ?? [],
    });
  });
  const answer = await store.grants.request(requests);
  if (answer.kind === "refused") throw conflict(answer.why);
  return answer.grants;
}

async function assessAll(
  context: ServiceContext,
  asker: Asker,
  wishes: readonly Wish[],
): Promise<readonly Assessment[]> {
  const limit = pLimit(clustersAtOnce);
  const all = await Promise.all(wishes.map((wish) => limit(() => assess(context, asker, wish))));
  const denials = all.flatMap(({ decision }) => (decision.kind === "deny" ? decision.rules : []));
  if (denials.length > 0) throw forbiddenByPolicy(eachOnce(denials));
  const reasons = all.flatMap(({ entry, view }) =>
    entry.refused === null ? [] : [all.length > 1 ? `${view.name.cluster}: ${entry.refused}` : entry.refused],
  );
  if (reasons.length > 0) throw refused(reasons.join(" "));
  return all;
}
