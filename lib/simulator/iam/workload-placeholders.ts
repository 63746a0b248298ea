import { projectNumber } from "@/lib/simulator/cluster/addresses";
import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import type { Placeholders } from "@/lib/simulator/json/placeholders";
import { googleServiceAccountOf, type WorkloadWorld } from "@/lib/simulator/workload-world";

/** What `{word}` stands for in the set-up and the request of a workload world. */
export function workloadPlaceholders(world: WorkloadWorld): Placeholders {
  const { name, project = defaultProject } = world;
  return {
    name,
    project,
    projectNumber: projectNumber(project),
    pool: `${project}.svc.id.goog`,
    gsa: googleServiceAccountOf(world),
  };
}
