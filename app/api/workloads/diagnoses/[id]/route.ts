import { handle } from "@/lib/server/handle";
import { getWorkloadReport } from "@/lib/services/workloads/get-workload-report";

export const GET = handle<{ id: string }>("read", async ({ params, runtime }) =>
  Response.json(await getWorkloadReport(runtime.context, params.id)),
);
