import { handle } from "@/lib/server/handle";
import { streamValues } from "@/lib/server/stream-values";
import { getChange } from "@/lib/services/changes/get-change";
import { watchChange } from "@/lib/services/changes/watch-change";

export const GET = handle<{ id: string }>("read", async ({ request, params: { id }, principal, runtime }) => {
  const { context, stopping } = runtime;
  if (!(request.headers.get("accept") ?? "").includes("application/x-ndjson")) {
    return Response.json(await getChange(context, principal, id));
  }
  const cancelled = new AbortController();
  const gone = AbortSignal.any([request.signal, stopping, cancelled.signal]);
  return streamValues(watchChange(context, principal, id, gone), { gone, cancel: () => cancelled.abort() });
});
