import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { world as annotationMissing } from "./annotation-missing";
import { world as healthyWorkload } from "./healthy-workload";

/** Every situation of the workload page. */
export const workloadWorlds: readonly WorkloadWorld[] = [annotationMissing, healthyWorkload];
