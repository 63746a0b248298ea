import { handle } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { planUndo } from "@/lib/services/plans/plan-undo";

export const POST = handle<{ id: string }>("diagnose", async ({ params, principal, caller, runtime: { context } }) => {
  const asker = { principal, seen: await seenAt(context, caller) };
  return Response.json(await planUndo(context, asker, params.id));
});
