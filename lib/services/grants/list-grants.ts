import { decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import type { GrantState } from "@/lib/changes/grant";
import type { GrantQuery } from "@/lib/changes/grant-store";
import { badRequest } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { type GrantPageView, grantState } from "@/lib/services/schema/access";
import { asPolicyPerson } from "./asker";
import { clusterNamed, knownLabels, policyCluster } from "./clusters";
import { grantViews } from "./grant-view";

const mostAtOnce = 200;

/**
 * Grants, newest first: `mine=1`; `queue=1`, those that wait for this person; `cluster`, `state` (several, with commas),
 * `limit` (50; at most 200) and `cursor`. Those of clusters that the policy does not show to this person are left out.
 *
 * @throws Problem 400
 */
export async function listGrants(
  context: ServiceContext,
  principal: Principal,
  search: URLSearchParams,
): Promise<GrantPageView> {
  const queue = search.get("queue") === "1";
  const page = await context.store.grants.list(queryOf(context, principal, search)).catch((error: unknown) => {
    if (error instanceof Error && "reason" in error && error.reason === "invalid-cursor") {
      throw badRequest("The cursor is not one of ours.");
    }
    throw error;
  });
  const view = await grantViews(context, principal);
  const labelsOf = await knownLabels(context);
  const person = asPolicyPerson(principal);
  const readable = page.grants.filter(({ cluster, principal: { id } }) => {
    const request = { principal: person, cluster: policyCluster(cluster, labelsOf(cluster)), action: "read" } as const;
    return id === principal.id || decide(context.policy, request).kind === "allow";
  });
  const grants = readable.map(view).filter(({ may }) => !queue || may.approve || may.deny);
  return { grants, nextCursor: page.nextCursor };
}

function queryOf(context: ServiceContext, { id }: Principal, search: URLSearchParams): GrantQuery {
  const cluster = search.get("cluster");
  const cursor = search.get("cursor");
  const queue = search.get("queue") === "1";
  const states = queue ? (["requested"] as const) : statesIn(search.getAll("state"));
  return {
    limit: limitIn(search.get("limit")),
    ...(search.get("mine") === "1" && { principalId: id }),
    ...(cluster !== null && { cluster: clusterNamed(context, cluster) }),
    ...(states.length > 0 && { states }),
    ...(cursor !== null && { cursor }),
  };
}

function statesIn(given: readonly string[]): readonly GrantState[] {
  const words = given.flatMap((text) => text.split(",")).filter(Boolean);
  const states = grantState.options.filter((state) => words.includes(state));
  if (new Set(words).size !== states.length) throw badRequest(`state must be of: ${grantState.options.join(", ")}.`);
  return states;
}

function limitIn(text: string | null): number {
  if (text === null) return 50;
  const limit = Number(text);
  if (!/^\d{1,3}$/.test(text) || limit < 1 || limit > mostAtOnce) {
    throw badRequest(`limit must be a number from 1 to ${mostAtOnce}.`);
  }
  return limit;
}
