import { handle } from "@/lib/server/handle";
import { listAuthorizedNetworks } from "@/lib/services/lists/list-authorized-networks";

export const GET = handle("read", async ({ url, runtime }) => {
  const query = { cluster: url.searchParams.get("cluster"), q: url.searchParams.get("q") };
  return Response.json(await listAuthorizedNetworks(runtime.context, query));
});
