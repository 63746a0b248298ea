import { getProject } from "@/lib/google/resource-manager";
import { unknownFrom } from "@/lib/google/unknown-from";
import { projectOf } from "@/lib/workload/facts/derive/project-of";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { WorkloadSurroundings } from "./surroundings";

/** The number of the cluster's project: principals name it, and GKE does not. */
export function projectGatherer({ rest }: WorkloadSurroundings) {
  return defineGatherer({
    fact: "project",
    source: "cloudresourcemanager.googleapis.com projects.get",
    deadlineMs: 6_000,
    prepare({ request }) {
      if (request?.state !== "known") return undefined;
      const project = projectOf(request.value.target);
      return {
        async gather(signal): Promise<Gathered<"project">> {
          try {
            return { known: await getProject(rest, project, signal) };
          } catch (error) {
            return unknownFrom(error, "resourcemanager.projects.get", `projects/${project}`);
          }
        },
      };
    },
  });
}
