import { handle, readJson } from "@/lib/server/handle";
import { clickKey } from "@/lib/services/grants/wish";
import { runRequest } from "@/lib/services/schema/runs";
import { listRuns } from "@/lib/services/workloads/runs/list-runs";
import { requestRun } from "@/lib/services/workloads/runs/request-run";

export const GET = handle("read", async ({ url, principal, runtime: { context } }) =>
  Response.json(await listRuns(context, principal, url.searchParams)),
);

export const POST = handle("mutate", async ({ request, principal, runtime: { context } }) => {
  const asked = await readJson(request, runRequest);
  const key = clickKey(context, request.headers.get("idempotency-key"));
  return Response.json(await requestRun(context, principal, asked, key), { status: 202 });
});
