import { handle } from "@/lib/server/handle";
import { getWorkloadReport } from "@/lib/services/workloads/get-workload-report";
import { workloadNote } from "@/lib/services/workloads/workload-note";

/** The whole report; as an incident note in Markdown when the client accepts that. */
export const GET = handle<{ id: string }>("read", async ({ request, params, runtime }) => {
  const report = await getWorkloadReport(runtime.context, params.id);
  if ((request.headers.get("accept") ?? "").includes("text/markdown")) {
    return new Response(workloadNote(report), { headers: { "content-type": "text/markdown; charset=utf-8" } });
  }
  return Response.json(report);
});
