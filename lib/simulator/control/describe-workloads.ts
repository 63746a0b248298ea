import { defaultProject } from "@/lib/simulator/cluster/build-cluster";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { environmentOf } from "@/lib/simulator/composer/environments";
import { workloadPlaceholders } from "@/lib/simulator/iam/workload-placeholders";
import { fillJson, fillText } from "@/lib/simulator/json/placeholders";
import type { SimulatorState } from "@/lib/simulator/state";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";

/** What `GET /state` says of a situation of the workload page: where it is, and what the person asks there. */
export type DescribedWorkload = {
  readonly world: string;
  readonly title: string;
  readonly project: string;
  /** `projects/P/locations/L/clusters/C`; null without a cluster of one's own. */
  readonly cluster: string | null;
  /** `projects/P/locations/L/environments/E`. */
  readonly environment: string | null;
  readonly request: JsonObject;
  readonly expected: WorkloadWorld["expected"];
};

/** Every situation of the workload page, the request's placeholders filled. */
export function describeWorkloads({ workloadWorlds, clusters }: SimulatorState): readonly DescribedWorkload[] {
  return workloadWorlds.map((world) => {
    const cluster = clusters.find((candidate) => candidate.world.workload === world);
    const placeholders = workloadPlaceholders(world);
    // A pasted DAG may well say `{name}` itself.
    const { name: _, ...ofRequest } = placeholders;
    return {
      world: world.name,
      title: fillText(world.title, { ...cluster?.placeholders, ...placeholders }),
      project: world.project ?? defaultProject,
      cluster: cluster?.key ?? null,
      environment: environmentOf(world)?.key ?? missingEnvironment(world),
      request: fillJson(requestOf(world), ofRequest),
      expected: world.expected,
    };
  });
}

/** The name of an environment that is not there, where the world's person asks about one. */
function missingEnvironment({ name, project = defaultProject, request }: WorkloadWorld): string | null {
  return request.target === "environment" ? `projects/${project}/locations/europe-west1/environments/${name}` : null;
}

/** True for the cluster of a workload world, which belongs to another page than the rest. */
export function isWorkloadCluster({ world }: SimulatedCluster): boolean {
  return world.workload !== undefined;
}

function requestOf({ request, setup }: WorkloadWorld): JsonObject {
  const { namespace, serviceAccount, googleServiceAccount, resources, errorText, dag } = request;
  return {
    target: request.target ?? (setup.environment ? "environment" : "cluster"),
    namespace,
    serviceAccount,
    googleServiceAccount,
    resources: resources ?? [],
    ...(errorText === undefined ? {} : { errorText }),
    ...(dag === undefined ? {} : { dag }),
  };
}
