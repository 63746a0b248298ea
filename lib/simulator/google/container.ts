import { isReconciling, operationsOf, startedOperation } from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson } from "@/lib/simulator/json/placeholders";
import type { JsonObject } from "@/lib/simulator/world";
import { type ContainerPath, inLocation, notFound, containerParent as parent, refuse } from "./container-access";
import type { GoogleRoute, GoogleWorld } from "./world";

/** The reading half of the Kubernetes Engine API, v1 and v1beta1. */
export const containerRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: new RegExp(`${parent}/clusters$`), handle: listClusters },
  { method: "GET", pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)$`), handle: getCluster },
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
    ...(selfLink ? { selfLink } : {}),
  };
}
