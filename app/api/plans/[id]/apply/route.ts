import { handle, readOptionalJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { clickKey } from "@/lib/services/grants/wish";
import { applyPlan } from "@/lib/services/plans/apply-plan";
import { applyRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>(
  "mutate",
  async ({ request, params: { id }, principal, caller, runtime: { context } }) => {
    const terms = await readOptionalJson(request, applyRequest);
    const idempotencyKey = clickKey(context, request.headers.get("idempotency-key"));
    const asker = { principal, seen: await seenAt(context, caller) };
    return Response.json({ change: await applyPlan(context, asker, { id, idempotencyKey, terms }) }, { status: 202 });
  },
);
