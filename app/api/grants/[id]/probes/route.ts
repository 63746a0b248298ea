import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { verifyByBrowser } from "@/lib/services/grants/verify-by-browser";
import { probesRequest } from "@/lib/services/schema/access";

export const POST = handle<{ id: string }>(
  "mutate",
  async ({ request, params: { id }, principal, runtime, caller }) => {
    const probes = await readJson(request, probesRequest);
    const seen = await seenAt(runtime.context, caller);
    return Response.json(await verifyByBrowser(runtime.context, principal, { id, probes, seen }));
  },
);
