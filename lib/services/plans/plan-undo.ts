import { refused } from "@/lib/core/problem";
import { planUndo as planWayBack } from "@/lib/diagnosis/remedies/cluster-update/undo";
import { findChange } from "@/lib/services/changes/get-change";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import { readCluster } from "@/lib/services/grants/clusters";
import { insistOnReading } from "@/lib/services/grants/get-grant";
import { planStepsBack } from "@/lib/services/workloads/plan-steps-back";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { makePlan, type Plan } from "./make-plan";

/**
 * The plan that takes an applied update back, on the cluster as it is now.
 *
 * @throws Problem 404 for an unknown change, 403 when the policy does not show the cluster to this person, 422 for one that
 * cannot be taken back (a grant is ended instead), 503
 */
export async function planUndo(context: ServiceContext, asker: Asker, id: string): Promise<Plan> {
  const found = await findChange(context, id);
  if ("grant" in found) throw refused("This change is a grant: end it, and its entry goes.");
  const { update } = found;
  if (update.principal.id !== asker.principal.id) await insistOnReading(context, asker.principal, update.cluster);
  if (isWorkloadRepair(update.remedy)) return planStepsBack(context, asker, update);
  const { sent, title, state } = update;
  if (state !== "applied" || !sent) throw refused("This change was not applied: there is nothing to take back.");
  const view = await readCluster(context, update.cluster);
  const { before, body } = sent;
  const propose = () => planWayBack({ title, before, body }, view);
  return makePlan(context, asker, {
    diagnosis: update.diagnosis,
    remedy: { id: "undo", params: { update: id } },
    view,
    propose,
  });
}
