import { handle, readJson } from "@/lib/server/handle";
import { verifyChange } from "@/lib/services/changes/verify-change";
import { verificationRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>("mutate", async ({ request, params: { id }, principal, runtime }) => {
  const { diagnosis } = await readJson(request, verificationRequest);
  return Response.json(await verifyChange(runtime.context, principal, { id, diagnosis }));
});
