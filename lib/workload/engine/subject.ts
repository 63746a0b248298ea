import type { Subject } from "@/lib/engine/diagnose";
import type { Link } from "@/lib/workload/facts/links";
import { type WorkloadFactValues, workloadFactNames } from "@/lib/workload/facts/schema";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import { judge } from "./judge";

/** The chain from a pod to its Google identity, for the engine's `diagnose` and `conclude`. */
export const workloadSubject: Subject<WorkloadFactValues, Link, WorkloadRemedyRef> = {
  factNames: workloadFactNames,
  judge,
};
