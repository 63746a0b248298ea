import { handle, readJson } from "@/lib/server/handle";
import { operatorRequest } from "@/lib/services/schema/workload-tools";
import { generateOperator } from "@/lib/services/workloads/generate-operator";

export const POST = handle("diagnose", async ({ request, runtime }) =>
  Response.json(await generateOperator(runtime.context, await readJson(request, operatorRequest))),
);
