import { decide } from "@/lib/access/policy";
import type { Principal } from "@/lib/auth/authorise";
import { badRequest } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { asPolicyPerson } from "@/lib/services/grants/asker";
import { clusterNamed, knownLabels, policyCluster } from "@/lib/services/grants/clusters";
import type { RunView } from "@/lib/services/schema/runs";
import { runViews } from "./run-view";

const mostAtOnce = 50;

/**
 * Runs, newest first: `cluster`, `limit` (20; at most 50) and `cursor`. Those of clusters that the policy does not show to
 * this person are left out.
 *
 * @throws Problem 400, 404 for a project that is not looked at
 */
export async function listRuns(
  context: ServiceContext,
  principal: Principal,
  search: URLSearchParams,
): Promise<{ readonly runs: readonly RunView[]; readonly nextCursor: string | null }> {
  const cluster = search.get("cluster");
  const cursor = search.get("cursor");
  const query = {
    limit: limitIn(search.get("limit")),
    ...(cluster !== null && { cluster: clusterNamed(context, cluster) }),
    ...(cursor !== null && { cursor }),
  };
  const page = await context.store.runs.list(query).catch((error: unknown) => {
    if (error instanceof Error && "reason" in error && error.reason === "invalid-cursor") {
      throw badRequest("The cursor is not one of ours.");
    }
    throw error;
  });
  const labelsOf = await knownLabels(context);
  const person = asPolicyPerson(principal);
  const readable = page.runs.filter((run) => {
    const place = policyCluster(run.cluster, labelsOf(run.cluster));
    const mine = run.principal.id === principal.id;
    return mine || decide(context.policy, { principal: person, cluster: place, action: "read" }).kind === "allow";
  });
  return { runs: readable.map(await runViews(context, principal)), nextCursor: page.nextCursor };
}

function limitIn(text: string | null): number {
  if (text === null) return 20;
  const limit = Number(text);
  if (!/^\d{1,2}$/.test(text) || limit < 1 || limit > mostAtOnce) {
    throw badRequest(`limit must be a number from 1 to ${mostAtOnce}.`);
  }
  return limit;
}
