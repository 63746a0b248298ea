import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { Evidence } from "../outcome";

export type Operator = Extract<WorkloadFactValues["dag"], { given: true }>["operators"][number];

/** The calls of one operator in the person's DAG; none without a DAG. */
export function operatorsIn(dag: WorkloadFactValues["dag"], kind: Operator["kind"]): readonly Operator[] {
  return dag.given ? dag.operators.filter((operator) => operator.kind === kind) : [];
}

/** What one argument of an operator call is. */
export function argument({ line, kind }: Operator, name: string, value: string): Evidence {
  return { fact: "dag", label: `${kind}, line ${line}: ${name}`, observed: value };
}
