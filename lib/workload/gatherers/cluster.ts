import type { ClusterName } from "@/lib/core/cluster-name";
import { toGoogleError } from "@/lib/google/google-error";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { buildingOn, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { ReadCluster } from "./read-cluster";

const deadlineMs = 8_000;

type Environment = WorkloadFactValues["environment"];
type Target = WorkloadFactValues["request"]["target"];

/** The cluster that pods run in: the one asked about, or the environment's. */
export function clusterGatherer(readCluster: ReadCluster) {
  return defineGatherer({
    fact: "cluster",
    source: "container.googleapis.com projects.locations.clusters.get",
    deadlineMs,
    prepare: (snapshot) =>
      buildingOn(snapshot, ["request", "environment"], ({ request, environment }): Preparation<"cluster"> => {
        const name = clusterOf(request.target, environment);
        if (name === "tenant") return { known: { outcome: "tenant" } };
        if (name === undefined) {
          return { unknown: "needs-another-fact", detail: "the environment names no cluster" };
        }
        return {
          async gather(): Promise<Gathered<"cluster">> {
            try {
              return { known: { outcome: "found", view: (await readCluster(name)).workload } };
            } catch (error) {
              const { reason, message } = toGoogleError(error);
              if (reason === "not-found") return { known: { outcome: "not-found", message } };
              return unknownFrom(error, "container.clusters.get", `projects/${name.project}`);
            }
          },
        };
      }),
  });
}

function clusterOf(target: Target, environment: Environment): ClusterName | "tenant" | undefined {
  if (target.kind === "cluster") return target.cluster;
  if (environment.outcome !== "found") return undefined;
  const { cluster, generation } = environment.view;
  return cluster ?? (generation === 3 ? "tenant" : undefined);
}
