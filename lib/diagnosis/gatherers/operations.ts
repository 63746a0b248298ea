import type { ClusterName } from "@/lib/core/cluster-name";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

const deadlineMs = 5_000;

/** Operations on this cluster that are not done. GKE lists them per location and has no filter by cluster. */
export function operationsGatherer({ container }: Surroundings, { project, location, cluster }: ClusterName) {
  return defineGatherer({
    fact: "operations",
    source: "container.googleapis.com projects.locations.operations.list",
    deadlineMs,
    prepare: () => ({
      async gather(): Promise<Gathered<"operations">> {
        try {
          const operations = await container.listOperations(project, location, deadlineMs);
          const running = operations
            .filter((operation) => operation.cluster === cluster && operation.status !== "DONE")
            .map(({ name, type, status, startTime, detail }) => ({ name, type, status, startTime, detail }));
          return { known: { running } };
        } catch (error) {
          return unknownFrom(error, "container.operations.list", `projects/${project}`);
        }
      },
    }),
  });
}
