import type { ClusterName } from "@/lib/core/cluster-name";
import { defineGatherer, type Gathered } from "./define-gatherer";
import { unknownFrom } from "./from-google";
import type { Surroundings } from "./surroundings";

const deadlineMs = 8_000;

/** Every cluster of the project, with the hosts it answers at: for look-alike names and foreign addresses. */
export function siblingsGatherer({ container }: Surroundings, { project }: ClusterName) {
  return defineGatherer({
    fact: "siblings",
    source: "container.googleapis.com projects.locations.clusters.list",
    deadlineMs,
    prepare: () => ({
      async gather(): Promise<Gathered<"siblings">> {
        try {
          const { clusters, missingZones } = await container.listClusters(project, deadlineMs);
          const named = clusters.map(({ name, endpoints }) => ({
            name,
            hosts: [endpoints.public.address, endpoints.private.address, endpoints.dns.host].filter(
              (host) => host !== null,
            ),
          }));
          return { known: { clusters: named, missingZones } };
        } catch (error) {
          return unknownFrom(error, "container.clusters.list", `projects/${project}`);
        }
      },
    }),
  });
}
