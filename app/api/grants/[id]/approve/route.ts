import { handle, readOptionalJson } from "@/lib/server/handle";
import { approveGrant } from "@/lib/services/grants/approve-grant";
import { approveRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>("mutate", async ({ request, params, principal, runtime }) => {
  await readOptionalJson(request, approveRequest);
  return Response.json(await approveGrant(runtime.context, principal, params.id));
});
