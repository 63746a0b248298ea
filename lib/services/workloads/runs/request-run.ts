import type { Principal } from "@/lib/auth/authorise";
import { conflict } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import { asPerson } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { insist } from "@/lib/services/grants/terms";
import type { RunRequest, RunView } from "@/lib/services/schema/runs";
import { runViews } from "./run-view";
import { decideRun, wishOf } from "./wish-run";

/**
 * Writes a run down for the applier, which creates its pod. The same press again gives the run that it made.
 *
 * @throws Problem 400, 404, 403 by the policy, 409 for a used key or too many pods, 422, 503 when Google does not tell
 * the cluster's labels
 */
export async function requestRun(
  context: ServiceContext,
  principal: Principal,
  asked: RunRequest,
  idempotencyKey: string,
): Promise<RunView> {
  const { differences: _said, ...wish } = wishOf(context, asked);
  const { labels } = await readCluster(context, wish.cluster);
  insist(decideRun(context, principal, wish, labels));
  const requestedAt = context.clock.now();
  const answer = await context.store.runs.request({
    ...wish,
    ...{ principal: asPerson(principal), idempotencyKey, requestedAt },
  });
  if (answer.kind === "refused") throw conflict(answer.why);
  return (await runViews(context, principal))(answer.run);
}
