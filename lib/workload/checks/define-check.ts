import { type Check as CheckOf, checkDefiner } from "@/lib/engine/define-check";
import type { Link } from "@/lib/workload/facts/links";
import { type WorkloadFactValues, workloadFactBasis } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";

export type Check = CheckOf<WorkloadFactValues, Link, WorkloadRemedyRef>;

/** A check of the chain from a pod to its Google identity; see the engine's `checkDefiner`. */
export const defineCheck = checkDefiner<WorkloadFactValues, Link, WorkloadRemedyRef>(workloadFactBasis);
