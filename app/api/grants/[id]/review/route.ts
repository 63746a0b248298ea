import { handle, readOptionalJson } from "@/lib/server/handle";
import { reviewGrant } from "@/lib/services/grants/review-grant";
import { reviewRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>("mutate", async ({ request, params: { id }, principal, runtime }) => {
  const { note } = await readOptionalJson(request, reviewRequest);
  return Response.json(await reviewGrant(runtime.context, principal, { id, note }));
});
