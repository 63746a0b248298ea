import type { ClusterName } from "@/lib/core/cluster-name";
import { testIamPermissions } from "@/lib/google/resource-manager";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

/** The permissions that some check or remedy depends on. */
const tested = [
  "container.clusters.get",
  "container.clusters.list",
  "container.clusters.connect",
  "container.clusters.update",
  "container.operations.get",
  "container.operations.list",
  "logging.logEntries.list",
];

/** What Drawbridge's own identity may do in the project. Conditions and deny policies can still refuse later. */
export function permissionsGatherer({ rest }: Surroundings, { project }: ClusterName) {
  return defineGatherer({
    fact: "permissions",
    source: "cloudresourcemanager.googleapis.com projects.testIamPermissions",
    deadlineMs: 5_000,
    prepare: () => ({
      async gather(signal): Promise<Gathered<"permissions">> {
        try {
          const granted = await testIamPermissions(rest, project, tested, signal);
          return { known: { granted, denied: tested.filter((permission) => !granted.includes(permission)) } };
        } catch (error) {
          return unknownFrom(error, "resourcemanager.projects.get", `projects/${project}`);
        }
      },
    }),
  });
}
