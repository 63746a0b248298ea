import type { Principal } from "@/lib/auth/authorise";
import type { Run } from "@/lib/changes/runs/run";
import { notFound } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { insistOnReading } from "@/lib/services/grants/get-grant";
import type { RunView } from "@/lib/services/schema/runs";
import { runViews } from "./run-view";

/** @throws Problem 404 */
export async function findRun({ store }: Pick<ServiceContext, "store">, id: string): Promise<Run> {
  const run = await store.runs.get(id);
  if (!run) throw notFound("There is no such run (any more).");
  return run;
}

/** @throws Problem 404, 403 when the policy does not show the cluster to this person */
export async function getRun(context: ServiceContext, principal: Principal, id: string): Promise<RunView> {
  const run = await findRun(context, id);
  if (run.principal.id !== principal.id) await insistOnReading(context, principal, run.cluster);
  return (await runViews(context, principal))(run);
}
