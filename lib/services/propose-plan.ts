import type { z } from "zod";
import type { ClusterName } from "@/lib/core/cluster-name";
import { isProblem, refused } from "@/lib/core/problem";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { ServiceContext } from "./context";
import { getReport } from "./get-report";
import type { Asker } from "./grants/asker";
import { readCluster } from "./grants/clusters";
import { canonical } from "./plans/canonical";
import { makePlan, type Plan, proposeOn } from "./plans/make-plan";
import { type Report, snapshotOf } from "./report";
import type { planRequest } from "./schema/request";

const readMs = 4_000;

/**
 * The exact plan of a remedy that the diagnosis offered, on the cluster as it is now where Google tells, otherwise as the
 * diagnosis saw it. Only what it offered, with the parameters it offered.
 *
 * @throws Problem 404 for an unknown diagnosis, 422 when the remedy was not offered or cannot help (any more)
 */
export async function proposePlan(
  context: ServiceContext,
  asker: Asker,
  request: z.infer<typeof planRequest>,
): Promise<Plan> {
  const report = await getReport(context, request.diagnosis);
  const remedy = offeredRemedies(report).find(
    ({ id, params }) => id === request.remedy.id && canonical(params) === canonical(request.remedy.params),
  );
  if (!remedy) throw refused(`This diagnosis does not offer the remedy ${request.remedy.id} with these parameters.`);

  const facts = snapshotOf(report);
  const seen = facts.cluster?.state === "known" ? facts.cluster.value : undefined;
  const view = seen && ((await present(context, seen.name)) ?? seen);
  const propose = proposeOn(facts, view, context.clock.now().toISOString());
  return makePlan(context, asker, { diagnosis: report.id, remedy, view, propose });
}

/** The cluster now; undefined when Google does not tell in time. */
async function present(context: ServiceContext, name: ClusterName): Promise<ClusterView | undefined> {
  try {
    return await readCluster(context, name, readMs);
  } catch (error) {
    if (isProblem(error)) return undefined;
    throw error;
  }
}

function offeredRemedies({ findings, verdict }: Report) {
  return [...verdict.remedies, ...findings.flatMap(({ remedies }) => remedies)];
}
