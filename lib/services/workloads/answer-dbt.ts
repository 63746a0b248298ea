import { badRequest } from "@/lib/core/problem";
import type { DbtAnswer, DbtRequest } from "../schema/workload-tools";
import { generateDbt, generateDbtDag } from "./generate-dbt";
import { readDbt } from "./read-dbt";

/** Arguments, a DAG, or what a text selects: whichever the request is about. */
export function answerDbt({ form, dag, pasted, versions }: DbtRequest): DbtAnswer {
  if (form !== undefined) return generateDbt(form);
  if (dag !== undefined) return generateDbtDag(dag, versions);
  if (pasted !== undefined) return readDbt(pasted);
  throw badRequest("must have exactly one of form, dag and pasted");
}
