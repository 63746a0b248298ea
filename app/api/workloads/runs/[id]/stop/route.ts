import { handle } from "@/lib/server/handle";
import { stopRun } from "@/lib/services/workloads/runs/stop-run";

export const POST = handle<{ id: string }>("mutate", async ({ params, principal, runtime }) =>
  Response.json(await stopRun(runtime.context, principal, params.id)),
);
