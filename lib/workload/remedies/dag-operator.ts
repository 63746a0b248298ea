import type { Refusal } from "@/lib/engine/plan";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";

export type DagOperator = Extract<WorkloadFactValues["dag"], { given: true }>["operators"][number];

/** The operator at that line of the pasted DAG. */
export function operatorAt(dag: WorkloadFactValues["dag"], line: number): DagOperator | Refusal {
  const found = dag.given ? dag.operators.find((operator) => operator.line === line) : undefined;
  return found ?? { refused: `The DAG has no operator at line ${line}.` };
}

/** A keyword argument as Python writes it; null where it is not given, `…` where it could not be read. */
export function written(value: string | boolean | null | undefined): string | null {
  if (value === undefined) return "…";
  if (value === null) return null;
  return typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
}
