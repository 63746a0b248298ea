import { handle, readJson } from "@/lib/server/handle";
import { lintRequest } from "@/lib/services/schema/workload-tools";
import { lintDag } from "@/lib/services/workloads/lint-dag";

export const POST = handle("diagnose", async ({ request, runtime }) =>
  Response.json(await lintDag(runtime.context, await readJson(request, lintRequest))),
);
