import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { previewGrants } from "@/lib/services/grants/preview-grants";
import { accessRequest } from "@/lib/services/schema/access";

export const POST = handle("diagnose", async ({ request, principal, caller, runtime: { context } }) => {
  const asked = await readJson(request, accessRequest);
  const asker = { principal, seen: await seenAt(context, caller) };
  return Response.json(await previewGrants(context, asker, asked));
});
