import { handle } from "@/lib/server/handle";
import { revokeGrant } from "@/lib/services/grants/revoke-grant";

export const POST = handle<{ id: string }>("mutate", async ({ params, principal, runtime }) =>
  Response.json(await revokeGrant(runtime.context, principal, params.id)),
);
