import { handle, readJson } from "@/lib/server/handle";
import { streamLines } from "@/lib/server/stream";
import { listReports } from "@/lib/services/get-report";
import { diagnosisRequest } from "@/lib/services/schema/request";
import { type StartedDiagnosis, startDiagnosis } from "@/lib/services/start-diagnosis";

export const POST = handle("diagnose", async ({ request, runtime, caller }) => {
  const asked = await readJson(request, diagnosisRequest);
  const cancelled = new AbortController();
  const gone = AbortSignal.any([request.signal, runtime.stopping]);
  const seen = "problem" in caller ? undefined : caller;
  const started = await startDiagnosis(runtime.context, asked, seen, AbortSignal.any([gone, cancelled.signal]));
  return streamLines(request, lines(started), { gone, cancel: () => cancelled.abort() });
});

export const GET = handle("read", async ({ url, runtime }) => {
  const query = { cluster: url.searchParams.get("cluster"), cursor: url.searchParams.get("cursor") };
  return Response.json(await listReports(runtime.context, query));
});

async function* lines({ id, events }: StartedDiagnosis) {
  yield { type: "started", id };
  yield* events;
  yield { type: "done", id };
}
