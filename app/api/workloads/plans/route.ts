import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { workloadPlanRequest } from "@/lib/services/schema/workload";
import { proposeWorkloadPlan } from "@/lib/services/workloads/propose-workload-plan";

export const POST = handle("diagnose", async ({ request, principal, caller, runtime: { context } }) => {
  const asked = await readJson(request, workloadPlanRequest);
  const asker = { principal, seen: await seenAt(context, caller) };
  return Response.json(await proposeWorkloadPlan(context, asker, asked));
});
