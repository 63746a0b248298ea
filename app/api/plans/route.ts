import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { proposePlan } from "@/lib/services/propose-plan";
import { planRequest } from "@/lib/services/schema/request";

export const POST = handle("diagnose", async ({ request, principal, caller, runtime: { context } }) => {
  const asked = await readJson(request, planRequest);
  const asker = { principal, seen: await seenAt(context, caller) };
  return Response.json(await proposePlan(context, asker, asked));
});
