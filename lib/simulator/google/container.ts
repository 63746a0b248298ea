import { isZone } from "@/lib/core/cluster-name";
import { projectNumber } from "@/lib/simulator/cluster/addresses";
import { clusterSelfLink, operationName } from "@/lib/simulator/cluster/build-cluster";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { mergePatch, objectAt, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson, fillTimes } from "@/lib/simulator/json/placeholders";
import type { JsonObject } from "@/lib/simulator/world";
import { errorInfo, googleError, permissionDenied } from "./errors";
import { type GoogleRoute, type GoogleWorld, isDenied, projectIds } from "./world";

const parent = "^/(?<version>v1|v1beta1)/projects/(?<project>[^/]+)/(?:locations|zones)/(?<location>[^/]+)";

/** The Kubernetes Engine API, v1 and v1beta1, read only. */
export const containerRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: new RegExp(`${parent}/clusters$`), handle: listClusters },
  { method: "GET", pattern: new RegExp(`${parent}/clusters/(?<cluster>[^/]+)$`), handle: getCluster },
  { method: "GET", pattern: new RegExp(`${parent}/operations$`), handle: listOperations },
  { method: "GET", pattern: new RegExp(`${parent}/operations/(?<operation>[^/]+)$`), handle: getOperation },
];

type Path = Readonly<Record<string, string>>;

function listClusters(world: GoogleWorld, { version, project = "", location = "" }: Path): SimulatedAnswer {
  const refusal = refuse(world, project, "container.clusters.list", `projects/${project}`);
  if (refusal) return refusal;
  const clusters = inLocation(world, project, location).map((cluster) => present(world, cluster, version));
  return { status: 200, json: clusters.length > 0 ? { clusters } : {} };
}

function getCluster(world: GoogleWorld, path: Path): SimulatedAnswer {
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

function listOperations(world: GoogleWorld, { version, project = "", location = "" }: Path): SimulatedAnswer {
  const refusal = refuse(world, project, "container.operations.list", `projects/${project}`);
  if (refusal) return refusal;
  const operations = inLocation(world, project, location).flatMap((cluster) => operationsOf(world, cluster, version));
  return { status: 200, json: operations.length > 0 ? { operations } : {} };
}

function getOperation(world: GoogleWorld, path: Path): SimulatedAnswer {
  const { version, project = "", location = "", operation: name = "" } = path;
  const resource = `projects/${project}/locations/${location}/operations/${name}`;
  const refusal = refuse(world, project, "container.operations.get", resource);
  if (refusal) return refusal;
  const operations = inLocation(world, project, location).flatMap((cluster) => operationsOf(world, cluster, version));
  const operation = operations.find((candidate) => candidate.name === name);
  return operation ? { status: 200, json: operation } : notFound(project, location, `operations/${name}`);
}

function inLocation({ clusters }: GoogleWorld, project: string, location: string): readonly SimulatedCluster[] {
  return clusters.filter(({ name }) => name.project === project && (location === "-" || name.location === location));
}

/** The resource as this version of the API shows it, with the CA certificate of the simulated control plane. */
function present(world: GoogleWorld, cluster: SimulatedCluster, version = "v1"): JsonObject {
  const { resource } = cluster;
  const masterAuth = { ...objectAt(resource, "masterAuth"), clusterCaCertificate: world.caCertificate(cluster) };
  const withAuthority = resource.masterAuth ? { ...resource, masterAuth } : resource;
  const selfLink = textAt(resource, "selfLink")?.replace(/\/v1(beta1)?\//, `/${version}/`);
  return selfLink ? { ...withAuthority, selfLink } : withAuthority;
}

function operationsOf({ now }: GoogleWorld, cluster: SimulatedCluster, version = "v1"): readonly JsonObject[] {
  const { name, placeholders, world } = cluster;
  const numbered = clusterSelfLink({ ...name, project: projectNumber(name.project) }).replace("/v1/", `/${version}/`);
  return (world.google?.operations ?? []).map((given, index) => {
    const operation = fillTimes(fillJson(given, placeholders), now);
    const id = textAt(operation, "name") ?? operationName(name, index);
    return mergePatch(
      {
        name: id,
        operationType: "UPDATE_CLUSTER",
        status: "RUNNING",
        startTime: now.toISOString(),
        zone: name.location,
        location: name.location,
        selfLink: numbered.replace(/clusters\/[^/]+$/, `operations/${id}`),
        targetLink: numbered,
      },
      operation,
    );
  });
}

function refuse(
  world: GoogleWorld,
  project: string,
  permission: string,
  resource: string,
): SimulatedAnswer | undefined {
  if (!projectIds(world).includes(project)) return unknownProject(project);
  return isDenied(world, project, permission) ? permissionDenied(permission, resource) : undefined;
}

function unknownProject(project: string): SimulatedAnswer {
  const metadata = { consumer: `projects/${project}`, service: "container.googleapis.com" };
  return googleError(403, `Permission denied on resource project ${project}.`, [
    errorInfo("CONSUMER_INVALID", "googleapis.com", metadata),
  ]);
}

/** Recorded: the text says `zones/` for a zonal location. */
function notFound(project: string, location: string, rest: string): SimulatedAnswer {
  const kind = isZone(location) ? "zones" : "locations";
  return googleError(404, `Not found: projects/${project}/${kind}/${location}/${rest}.`);
}
