import { handle } from "@/lib/server/handle";
import { streamValues } from "@/lib/server/stream-values";
import { getRun } from "@/lib/services/workloads/runs/get-run";
import { watchRun } from "@/lib/services/workloads/runs/watch-run";

export const GET = handle<{ id: string }>("read", async ({ request, params: { id }, principal, runtime }) => {
  const { context, stopping } = runtime;
  if (!(request.headers.get("accept") ?? "").includes("application/x-ndjson")) {
    return Response.json(await getRun(context, principal, id));
  }
  const cancelled = new AbortController();
  const gone = AbortSignal.any([request.signal, stopping, cancelled.signal]);
  return streamValues(watchRun(context, principal, id, gone), { gone, cancel: () => cancelled.abort() });
});
