import { handle } from "@/lib/server/handle";
import { createProof } from "@/lib/services/grants/create-proof";

export const POST = handle<{ id: string }>("mutate", async ({ request, params: { id }, principal, runtime }) => {
  const origin = runtime.identity.sites.originOf(request.headers.get("host") ?? "");
  return Response.json(await createProof(runtime.context, principal, { id, origin }), { status: 201 });
});
