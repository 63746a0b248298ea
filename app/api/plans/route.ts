import { handle, readJson } from "@/lib/server/handle";
import { proposePlan } from "@/lib/services/propose-plan";
import { planRequest } from "@/lib/services/schema/request";

export const POST = handle("diagnose", async ({ request, runtime }) => {
  const asked = await readJson(request, planRequest);
  return Response.json(await proposePlan(runtime.context, asked));
});
