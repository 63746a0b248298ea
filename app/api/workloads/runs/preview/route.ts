import { handle, readJson } from "@/lib/server/handle";
import { runRequest } from "@/lib/services/schema/runs";
import { previewRun } from "@/lib/services/workloads/runs/preview-run";

export const POST = handle("diagnose", async ({ request, principal, runtime: { context } }) =>
  Response.json(await previewRun(context, principal, await readJson(request, runRequest))),
);
