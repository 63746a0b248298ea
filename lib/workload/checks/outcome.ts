import type * as engine from "@/lib/engine/outcome";
import type { Link } from "@/lib/workload/facts/links";
import type { WorkloadFactName } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";

export type Evidence = engine.Evidence<WorkloadFactName>;
export type CheckOutcome = engine.CheckOutcome<WorkloadFactName, WorkloadRemedyRef>;
/** What a report shows for one check of the chain. */
export type Finding = engine.Finding<WorkloadFactName, Link, WorkloadRemedyRef>;
