import {
  isPoolReconciling,
  isReconciling,
  operationsOf,
  startedOperation,
} from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson } from "@/lib/simulator/json/placeholders";
import { nodePoolsOf } from "@/lib/simulator/updates/workload-identity";
import type { JsonObject } from "@/lib/simulator/world";
import { type ContainerPath, inLocation, notFound, containerParent as parent, refuse } from "./container-access";
import type { GoogleRoute, GoogleWorld } from "./world";

/** The reading half of the Kubernetes Engine API, v1 and v1beta1. */
export const containerRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: new RegExp(`${parent}/clusters$`), handle: listClusters },
  { method: "GET", pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)$`), handle: getCluster },
  { method: "GET", pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)/nodePools$`), handle: listNodePools },
  {
    method: "GET",
    pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)/nodePools/(?<nodePool>[^/]+)$`),
    handle: getNodePool,
  },
  { method: "GET", pattern: new RegExp(`${parent}/operations$`), handle: listOperations },
  { method: "GET", pattern: new RegExp(`${parent}/operations/(?<operation>[^/]+)$`), handle: getOperation },
];

function listClusters(world: GoogleWorld, { version, project = "", location = "" }: ContainerPath): SimulatedAnswer {
  const refusal = refuse(world, project, "container.clusters.list", `projects/${project}`);
  if (refusal) return refusal;
  const clusters = inLocation(world, project, location).map((cluster) => present(world, cluster, version));
  return { status: 200, json: clusters.length > 0 ? { clusters } : {} };
}

function getCluster(world: GoogleWorld, path: ContainerPath): SimulatedAnswer {
  const { version, project = "", location = "", cluster: name = "" } = path;
  const resource = `projects/${project}/locations/${location}/clusters/${name}`;
  const refusal = refuse(world, project, "container.clusters.get", resource);
  if (refusal) return refusal;
  const cluster = inLocation(world, project, location).find((candidate) => candidate.name.cluster === name);
  if (!cluster) return notFound(project, location, `clusters/${name}`);
  const instead = cluster.world.google?.getCluster;
  if (instead) return { status: instead.status, json: fillJson(instead.body, cluster.placeholders) };
  return { status: 200, json: present(world, cluster, version) };
}

/** The cluster's node pools, or the answer that refuses the cluster itself. */
function nodePools(world: GoogleWorld, path: ContainerPath): readonly JsonObject[] | SimulatedAnswer {
  const answer = getCluster(world, path);
  return answer.status === 200 ? nodePoolsOf(answer.json as JsonObject) : answer;
}

function listNodePools(world: GoogleWorld, path: ContainerPath): SimulatedAnswer {
  const pools = nodePools(world, path);
  if ("status" in pools) return pools;
  return { status: 200, json: pools.length > 0 ? { nodePools: pools } : {} };
}

function getNodePool(world: GoogleWorld, path: ContainerPath): SimulatedAnswer {
  const { project = "", location = "", cluster = "", nodePool = "" } = path;
  const pools = nodePools(world, path);
  if ("status" in pools) return pools;
  const found = pools.find(({ name }) => name === nodePool);
  return found
    ? { status: 200, json: found }
    : notFound(project, location, `clusters/${cluster}/nodePools/${nodePool}`);
}

function listOperations(world: GoogleWorld, { version, project = "", location = "" }: ContainerPath): SimulatedAnswer {
  const refusal = refuse(world, project, "container.operations.list", `projects/${project}`);
  if (refusal) return refusal;
  const operations = inLocation(world, project, location).flatMap((cluster) =>
    operationsOf(cluster, world.now, version),
  );
  return { status: 200, json: operations.length > 0 ? { operations } : {} };
}

function getOperation(world: GoogleWorld, path: ContainerPath): SimulatedAnswer {
  const { version, project = "", location = "", operation: name = "" } = path;
  const resource = `projects/${project}/locations/${location}/operations/${name}`;
  const refusal = refuse(world, project, "container.operations.get", resource);
  if (refusal) return refusal;
  const clusters = inLocation(world, project, location);
  const operation = clusters.flatMap((cluster) => findOperation(world, cluster, name, version))[0];
  return operation ? { status: 200, json: operation } : notFound(project, location, `operations/${name}`);
}

/** The operation with this name, unless a failure still hides it from polls; looking counts as a poll. */
function findOperation(
  { now }: GoogleWorld,
  cluster: SimulatedCluster,
  name: string,
  version: string | undefined,
): readonly JsonObject[] {
  const started = cluster.record.operations.find((operation) => operation.name === name);
  if (started && started.hiddenPolls > 0) {
    started.hiddenPolls -= 1;
    return [];
  }
  if (started) return [startedOperation(cluster, started, version)];
  return operationsOf(cluster, now, version).filter((operation) => operation.name === name);
}

/** The resource as this version of the API shows it, with the CA certificate of the simulated control plane. */
function present(world: GoogleWorld, cluster: SimulatedCluster, version = "v1"): JsonObject {
  const { resource } = cluster;
  const masterAuth = { ...objectAt(resource, "masterAuth"), clusterCaCertificate: world.caCertificate(cluster) };
  const selfLink = textAt(resource, "selfLink")?.replace(/\/v1(beta1)?\//, `/${version}/`);
  return {
    ...resource,
    ...(resource.masterAuth ? { masterAuth } : {}),
    ...(resource.status === "RUNNING" && isReconciling(cluster) ? { status: "RECONCILING" } : {}),
    ...(Array.isArray(resource.nodePools) ? { nodePools: presentNodePools(cluster) } : {}),
    ...(selfLink ? { selfLink } : {}),
  };
}

function presentNodePools(cluster: SimulatedCluster): readonly JsonObject[] {
  const isBusy = (pool: JsonObject) => isPoolReconciling(cluster, textAt(pool, "name") ?? "");
  return nodePoolsOf(cluster.resource).map((pool) => (isBusy(pool) ? { ...pool, status: "RECONCILING" } : pool));
}
