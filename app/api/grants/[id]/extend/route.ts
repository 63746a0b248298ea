import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { extendGrant } from "@/lib/services/grants/extend-grant";
import { clickKey, readDuration } from "@/lib/services/grants/wish";
import { extendRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>(
  "mutate",
  async ({ request, params: { id }, principal, caller, runtime: { context } }) => {
    const byMs = readDuration((await readJson(request, extendRequest)).duration);
    const idempotencyKey = clickKey(context, request.headers.get("idempotency-key"));
    const asker = { principal, seen: await seenAt(context, caller) };
    return Response.json(await extendGrant(context, asker, { id, byMs, idempotencyKey }));
  },
);
