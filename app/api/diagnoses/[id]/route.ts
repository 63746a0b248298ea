import { handle } from "@/lib/server/handle";
import { getReport } from "@/lib/services/get-report";
import { incidentNote } from "@/lib/services/incident-note";

/** The whole report; as an incident note in Markdown when the client accepts that. */
export const GET = handle<{ id: string }>("read", async ({ request, params, runtime }) => {
  const report = await getReport(runtime.context, params.id);
  if ((request.headers.get("accept") ?? "").includes("text/markdown")) {
    return new Response(incidentNote(report), { headers: { "content-type": "text/markdown; charset=utf-8" } });
  }
  return Response.json(report);
});
