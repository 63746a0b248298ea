import type { Principal } from "@/lib/auth/authorise";
import { conflict, notFound } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { asPerson } from "@/lib/services/grants/asker";
import { labelsAtHand } from "@/lib/services/grants/clusters";
import { insist } from "@/lib/services/grants/terms";
import type { RunView } from "@/lib/services/schema/runs";
import { findRun } from "./get-run";
import { runViews } from "./run-view";
import { decideRun } from "./wish-run";

/**
 * Asks the applier to end a run and delete its pod. Whoever asked for it may, and whoever might have. Of a run that is over
 * nothing changes.
 *
 * @throws Problem 404, 403 by the policy
 */
export async function stopRun(context: ServiceContext, principal: Principal, id: string): Promise<RunView> {
  const run = await findRun(context, id);
  if (run.principal.id !== principal.id) {
    insist(decideRun(context, principal, run, await labelsAtHand(context, run.cluster)));
  }
  const answer = await context.store.runs.stop(id, asPerson(principal), context.clock.now());
  if (answer.kind === "not-found") throw notFound("There is no such run (any more).");
  if (answer.kind === "refused") throw conflict(answer.why);
  return (await runViews(context, principal))(answer.run);
}
