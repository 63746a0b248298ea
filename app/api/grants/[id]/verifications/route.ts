import { handle, readJson } from "@/lib/server/handle";
import { verifyGrant } from "@/lib/services/grants/verify-grant";
import { verificationRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>("mutate", async ({ request, params: { id }, principal, runtime }) => {
  const { diagnosis } = await readJson(request, verificationRequest);
  return Response.json(await verifyGrant(runtime.context, principal, { id, diagnosis }));
});
