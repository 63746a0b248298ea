import { type ClusterName, parseContextName } from "@/lib/core/cluster-name";
import { hostOf } from "@/lib/diagnosis/facts/derive/endpoint-match";
import type { FactSnapshot, FactValues } from "@/lib/diagnosis/facts/schema";
import { unknownFrom } from "@/lib/google/unknown-from";
import { defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

const deadlineMs = 8_000;

type Sibling = FactValues["siblings"]["clusters"][number];

/**
 * The project's clusters that could be meant instead of one that Google does not have: of its name in any location, at
 * the host that the kubeconfig names, or of the context's name. Not asked for a cluster that was found: a project may
 * have a thousand others, and reading them all would hold up the verdict.
 */
export function siblingsGatherer({ container }: Surroundings, { project, cluster }: ClusterName) {
  return defineGatherer({
    fact: "siblings",
    source: "container.googleapis.com projects.locations.clusters.list",
    deadlineMs,
    prepare({ clusterLookup, kubeconfig }: FactSnapshot): Preparation<"siblings"> {
      if (clusterLookup === undefined) return undefined;
      if (clusterLookup.state === "unknown" || clusterLookup.value.outcome !== "not-found") {
        return { unknown: "not-observable", detail: "not asked: only a cluster that was not found can be another one" };
      }
      const given = kubeconfig?.state === "known" && kubeconfig.value.given ? kubeconfig.value.summary : undefined;
      const host = given?.server ? hostOf(given.server) : undefined;
      const context = given?.context ? parseContextName(given.context)?.cluster : undefined;
      const isLookAlike = ({ name, hosts }: Sibling) =>
        name.cluster === cluster || name.cluster === context || (host !== undefined && hosts.includes(host));
      return {
        async gather(): Promise<Gathered<"siblings">> {
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
      };
    },
  });
}
