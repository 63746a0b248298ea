import { handle, readJson } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { grantViews } from "@/lib/services/grants/grant-view";
import { listGrants } from "@/lib/services/grants/list-grants";
import { readWishes } from "@/lib/services/grants/preview-grants";
import { requestGrants } from "@/lib/services/grants/request-grants";
import { clickKey } from "@/lib/services/grants/wish";
import { accessRequest } from "@/lib/services/schema/access";

export const GET = handle("read", async ({ url, principal, runtime }) =>
  Response.json(await listGrants(runtime.context, principal, url.searchParams)),
);

export const POST = handle("mutate", async ({ request, principal, caller, runtime: { context } }) => {
  const wishes = readWishes(context, await readJson(request, accessRequest));
  const key = clickKey(context, request.headers.get("idempotency-key"));
  const asker = { principal, seen: await seenAt(context, caller) };
  const made = await requestGrants(context, asker, wishes, key);
  const grants = made.map(await grantViews(context, principal));
  return Response.json({ grants }, { status: 201 });
});
