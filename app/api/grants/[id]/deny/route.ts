import { handle, readOptionalJson } from "@/lib/server/handle";
import { denyGrant } from "@/lib/services/grants/deny-grant";
import { denyRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>("mutate", async ({ request, params: { id }, principal, runtime }) => {
  const { reason } = await readOptionalJson(request, denyRequest);
  return Response.json(await denyGrant(runtime.context, principal, { id, why: reason }));
});
