import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { clusterPlanRequest } from "@/lib/services/schema/cluster-plan";
import { planForCluster } from "@/lib/services/updates/plan-for-cluster";

export const POST = handle("diagnose", async ({ request, principal, caller, runtime: { context } }) => {
  const asked = await readJson(request, clusterPlanRequest);
  const asker = { principal, seen: await seenAt(context, caller) };
  return Response.json(await planForCluster(context, asker, asked));
});
