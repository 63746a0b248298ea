import { isZone } from "@/lib/core/cluster-name";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { errorInfo, googleError, permissionDenied } from "./errors";
import { type GoogleWorld, isDenied, projectIds } from "./world";

/** The start of every path of the Kubernetes Engine API; zones are another word for locations. */
export const containerParent =
  "^/(?<version>v1|v1beta1)/projects/(?<project>[^/]+)/(?:locations|zones)/(?<location>[^/]+)";

export type ContainerPath = Readonly<Record<string, string>>;

/** The clusters of a location; `-` stands for all. */
export function inLocation({ clusters }: GoogleWorld, project: string, location: string): readonly SimulatedCluster[] {
  return clusters.filter(({ name }) => name.project === project && (location === "-" || name.location === location));
}

/** The answer for a project that does not exist, or for a permission that is missing; undefined when the call may go on. */
export function refuse(
  world: GoogleWorld,
  project: string,
  permission: string,
  resource: string,
): SimulatedAnswer | undefined {
  if (!projectIds(world).includes(project)) return unknownProject(project);
  return isDenied(world, project, permission) ? permissionDenied(permission, resource) : undefined;
}

/** Recorded: the text says `zones/` for a zonal location. */
export function notFound(project: string, location: string, rest: string): SimulatedAnswer {
  const kind = isZone(location) ? "zones" : "locations";
  return googleError(404, `Not found: projects/${project}/${kind}/${location}/${rest}.`);
}

function unknownProject(project: string): SimulatedAnswer {
  const metadata = { consumer: `projects/${project}`, service: "container.googleapis.com" };
  return googleError(403, `Permission denied on resource project ${project}.`, [
    errorInfo("CONSUMER_INVALID", "googleapis.com", metadata),
  ]);
}
