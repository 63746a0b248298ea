import type { z } from "zod";
import { proposeOnCluster } from "@/lib/diagnosis/remedies/cluster-update/plan-update";
import type { ServiceContext } from "@/lib/services/context";
import type { Asker } from "@/lib/services/grants/asker";
import { clusterNamed, readCluster } from "@/lib/services/grants/clusters";
import { insistOnReading } from "@/lib/services/grants/get-grant";
import { makePlan, type Plan } from "@/lib/services/plans/make-plan";
import type { clusterPlanRequest } from "@/lib/services/schema/cluster-plan";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";

/**
 * The plan of a remedy for a cluster as it is now, without a diagnosis: what the page of lists offers. It is applied and
 * undone as every plan.
 *
 * @throws Problem 400, 404, 403 when the policy does not show the cluster to this person, 422 when the remedy cannot help,
 * 503 when Google does not tell
 */
export async function planForCluster(
  context: ServiceContext,
  asker: Asker,
  request: z.infer<typeof clusterPlanRequest>,
): Promise<Plan> {
  const name = clusterNamed(context, request.cluster);
  await insistOnReading(context, asker.principal, name);
  const view = await readCluster(context, name);
  return makePlan(context, asker, {
    diagnosis: "",
    remedy: request.remedy,
    view,
    propose: (remedy) =>
      remedy.id === "undo" || isWorkloadRepair(remedy)
        ? { refused: "This is not a remedy." }
        : proposeOnCluster(view, remedy),
  });
}
