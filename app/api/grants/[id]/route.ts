import { handle } from "@/lib/server/handle";
import { getGrant } from "@/lib/services/grants/get-grant";

export const GET = handle<{ id: string }>("read", async ({ params, principal, runtime }) =>
  Response.json(await getGrant(runtime.context, principal, params.id)),
);
