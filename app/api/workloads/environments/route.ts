import { handle } from "@/lib/server/handle";
import { listEnvironments } from "@/lib/services/workloads/list-environments";

export const GET = handle("read", async ({ url, request, runtime }) => {
  const query = { project: url.searchParams.get("project"), location: url.searchParams.get("location") };
  return Response.json(await listEnvironments(runtime.context, query, request.signal));
});
