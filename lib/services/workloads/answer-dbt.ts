import { badRequest } from "@/lib/core/problem";
import type { DbtAnswer, DbtRequest } from "../schema/workload-tools";
import { generateDbt, generateDbtDag } from "./generate-dbt";
import { readDbt } from "./read-dbt";
import type { VersionsContext } from "./versions";

/** Arguments, a DAG, or what a text selects: whichever the request is about. */
export async function answerDbt(
  context: VersionsContext,
  { form, dag, pasted, versions }: DbtRequest,
): Promise<DbtAnswer> {
  if (form !== undefined) return generateDbt(form);
  if (dag !== undefined) return generateDbtDag(context, dag, versions);
  if (pasted !== undefined) return readDbt(pasted);
  throw badRequest("must have exactly one of form, dag and pasted");
}
