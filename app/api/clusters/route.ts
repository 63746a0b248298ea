import { handle } from "@/lib/server/handle";
import { listClusters } from "@/lib/services/list-clusters";

export const GET = handle("read", async ({ url, runtime }) => {
  const query = {
    project: url.searchParams.get("project"),
    q: url.searchParams.get("q"),
    cursor: url.searchParams.get("cursor"),
  };
  return Response.json(await listClusters(runtime.context, query));
});
