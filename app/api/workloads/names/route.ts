import { handle } from "@/lib/server/handle";
import { listNames } from "@/lib/services/workloads/list-names";

export const GET = handle("read", async ({ url, request, runtime }) => {
  const query = { target: url.searchParams.get("target"), namespace: url.searchParams.get("namespace") };
  return Response.json(await listNames(runtime.context, query, request.signal));
});
