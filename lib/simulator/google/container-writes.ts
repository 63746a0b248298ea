import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import { fillJson } from "@/lib/simulator/json/placeholders";
import type { EndResult } from "@/lib/simulator/updates/operations";
import { refusals } from "@/lib/simulator/updates/refusals";
import { isAutopilot, nodePoolsOf } from "@/lib/simulator/updates/workload-identity";
import { type ContainerPath, inLocation, notFound, containerParent as parent, refuse } from "./container-access";
import { unsupported } from "./errors";
import type { GoogleRoute, GoogleWorld } from "./world";

const permission = "container.clusters.update";

/** The writing half of the Kubernetes Engine API: updates of the endpoints and of Workload Identity, and cancelling. The rest is 501. */
export const containerWriteRoutes: readonly GoogleRoute[] = [
  { method: "PUT", pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)$`), handle: updateCluster },
  {
    method: "PUT",
    pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)/nodePools/(?<nodePool>[^/]+)$`),
    handle: updateCluster,
  },
  {
    method: "POST",
    pattern: new RegExp(`${parent}/operations/(?<operation>[^/:]+):cancel$`),
    handle: cancelOperation,
  },
];

function updateCluster(world: GoogleWorld, path: ContainerPath, request: SimulatedRequest): SimulatedAnswer {
  const { version = "v1", project = "", location = "", cluster: name = "", nodePool } = path;
  const { writing, now } = world;
  if (!writing) return unsupported(`${request.method} ${request.path}`);
  const cluster = inLocation(world, project, location).find((candidate) => candidate.name.cluster === name);
  if (cluster) writing.entry.cluster = cluster.key;
  const refusal = refuse(world, project, permission, `projects/${project}/locations/${location}/clusters/${name}`);
  if (refusal) return refusal;
  if (!cluster) return notFound(project, location, `clusters/${name}`);
  const { writer, entry, identity, reopen } = writing;
  if (nodePool !== undefined && !mayHave(cluster, nodePool)) {
    return notFound(project, location, `clusters/${name}/nodePools/${nodePool}`);
  }
  const call = {
    cluster,
    ...(nodePool === undefined ? {} : { nodePool }),
    body: jsonBody(request),
    version,
    identity,
    now,
    entry,
    reopen,
  };
  return apiRefusal(cluster) ?? writer.update(call);
}

/** Autopilot's node pools are Google's: there they all exist, and none can be updated. */
function mayHave({ resource }: SimulatedCluster, nodePool: string): boolean {
  return isAutopilot(resource) || nodePoolsOf(resource).some(({ name }) => name === nodePool);
}

/** A world whose `clusters.get` is refused for the whole API (it is off, a perimeter) refuses updates alike. */
function apiRefusal({ world, placeholders }: SimulatedCluster): SimulatedAnswer | undefined {
  const instead = world.google?.getCluster;
  if (!instead || JSON.stringify(instead.body).includes("container.clusters.get")) return undefined;
  return { status: instead.status, json: fillJson(instead.body, placeholders) };
}

function cancelOperation(world: GoogleWorld, path: ContainerPath, request: SimulatedRequest): SimulatedAnswer {
  const { project = "", location = "", operation: name = "" } = path;
  const { writing, now } = world;
  if (!writing) return unsupported(`${request.method} ${request.path}`);
  const refusal = refuse(world, project, permission, `projects/${project}/locations/${location}/operations/${name}`);
  if (refusal) return refusal;
  for (const cluster of inLocation(world, project, location)) {
    const result = writing.operations.cancel(cluster, name, now);
    if (result === "unknown") continue;
    writing.entry.cluster = cluster.key;
    writing.entry.operation = name;
    if (result === "ended") writing.entry.outcome = "accepted";
    return cancelAnswers[result](name);
  }
  return notFound(project, location, `operations/${name}`);
}

const cancelAnswers: Readonly<Record<Exclude<EndResult, "unknown">, (operation: string) => SimulatedAnswer>> = {
  ended: () => ({ status: 200, json: {} }),
  "already-done": refusals.alreadyDone,
  "not-cancellable": refusals.notCancellable,
};
