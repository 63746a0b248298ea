import { handle, readJson } from "@/lib/server/handle";
import { dbtRequest } from "@/lib/services/schema/workload-tools";
import { answerDbt } from "@/lib/services/workloads/answer-dbt";

export const POST = handle("diagnose", async ({ request, runtime }) =>
  Response.json(await answerDbt(runtime.context, await readJson(request, dbtRequest))),
);
