import type { WorkloadTarget } from "@/lib/workload/facts/schema";

/** The project whose workload pool the pods belong to. */
export function projectOf(target: WorkloadTarget): string {
  return target.kind === "cluster" ? target.cluster.project : target.environment.project;
}
