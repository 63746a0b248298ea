import { handle, readJson } from "@/lib/server/handle";
import { streamLines } from "@/lib/server/stream";
import { workloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { listWorkloadReports } from "@/lib/services/workloads/list-workload-reports";
import {
  type StartedWorkloadDiagnosis,
  startWorkloadDiagnosis,
} from "@/lib/services/workloads/start-workload-diagnosis";

export const POST = handle("diagnose", async ({ request, runtime }) => {
  const asked = await readJson(request, workloadDiagnosisRequest);
  const cancelled = new AbortController();
  const gone = AbortSignal.any([request.signal, runtime.stopping]);
  const started = startWorkloadDiagnosis(runtime.context, asked, AbortSignal.any([gone, cancelled.signal]));
  return streamLines(request, lines(started), { gone, cancel: () => cancelled.abort() });
});

export const GET = handle("read", async ({ url, runtime: { context } }) =>
  Response.json(await listWorkloadReports(context, url.searchParams.get("limit"))),
);

async function* lines({ id, events }: StartedWorkloadDiagnosis) {
  yield { type: "started", id };
  yield* events;
  yield { type: "done", id };
}
