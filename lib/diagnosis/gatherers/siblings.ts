import { type ClusterName, parseContextName } from "@/lib/core/cluster-name";
import { hostOf } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { defineGatherer, type Gathered } from "./define-gatherer";
import { unknownFrom } from "./from-google";
import type { Surroundings } from "./surroundings";

const deadlineMs = 8_000;

type Sibling = FactValues["siblings"]["clusters"][number];

/**
 * The project's clusters that could be mixed up with the one asked for: of its name in any location, at the host that
 * the kubeconfig names, or of the context's name. A project may have a thousand others, which no report needs.
 */
export function siblingsGatherer({ container }: Surroundings, { project, cluster }: ClusterName) {
  return defineGatherer({
    fact: "siblings",
    source: "container.googleapis.com projects.locations.clusters.list",
    deadlineMs,
    prepare: ({ kubeconfig }: FactSnapshot) => ({
      async gather(): Promise<Gathered<"siblings">> {
        const given = kubeconfig?.state === "known" && kubeconfig.value.given ? kubeconfig.value.summary : undefined;
        const host = given?.server ? hostOf(given.server) : undefined;
        const context = given?.context ? parseContextName(given.context)?.cluster : undefined;
        const isLookAlike = ({ name, hosts }: Sibling) =>
          name.cluster === cluster || name.cluster === context || (host !== undefined && hosts.includes(host));
        try {
          const { clusters, missingZones } = await container.listClusters(project, deadlineMs);
          const named = clusters.map(({ name, endpoints }): Sibling => {
            const hosts = [endpoints.public.address, endpoints.private.address, endpoints.dns.host];
            return { name, hosts: hosts.filter((known) => known !== null) };
          });
          return { known: { clusters: named.filter(isLookAlike), missingZones } };
        } catch (error) {
          return unknownFrom(error, "container.clusters.list", `projects/${project}`);
        }
      },
    }),
  });
}
