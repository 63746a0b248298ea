import { environmentOf } from "@/lib/simulator/composer/environments";
import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { googleError, iamDenied, unsupported } from "./errors";
import { type GoogleRoute, type GoogleWorld, isDenied, pageOf, projectIds } from "./world";

const parent = "^/(?:v1|v1beta1)/projects/(?<project>[^/]+)/locations/(?<location>[^/]+)/environments";

/** The reading half of Composer's API. What `locations/-` does is not known, so it is 501. */
export const composerRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: new RegExp(`${parent}$`), handle: listEnvironments },
  { method: "GET", pattern: new RegExp(`${parent}/(?<environment>[^/:]+)$`), handle: getEnvironment },
];

type Path = Readonly<Record<string, string>>;

function listEnvironments(
  world: GoogleWorld,
  path: Path,
  { method, path: url, query }: SimulatedRequest,
): SimulatedAnswer {
  const { project = "", location = "" } = path;
  const refusal = refuse(world, project, "composer.environments.list");
  if (refusal) return refusal;
  if (location === "-") return unsupported(`${method} ${url}`);
  const environments = environmentsOf(world).filter((one) => one.project === project && one.location === location);
  const { items, ...rest } = pageOf(environments, Number(query.get("pageSize")), query.get("pageToken") ?? undefined);
  return {
    status: 200,
    json: items.length > 0 ? { environments: items.map(({ resource }) => resource), ...rest } : {},
  };
}

function getEnvironment(world: GoogleWorld, path: Path, { method, path: url }: SimulatedRequest): SimulatedAnswer {
  const { project = "", location = "", environment = "" } = path;
  const refusal = refuse(world, project, "composer.environments.get");
  if (refusal) return refusal;
  if (location === "-") return unsupported(`${method} ${url}`);
  const key = `projects/${project}/locations/${location}/environments/${environment}`;
  const found = environmentsOf(world).find((one) => one.key === key);
  // Recorded text.
  return found ? { status: 200, json: found.resource } : googleError(404, `No such environment found: ${key}`);
}

function refuse(world: GoogleWorld, project: string, permission: string): SimulatedAnswer | undefined {
  const mayGoOn = projectIds(world).includes(project) && !isDenied(world, project, permission);
  return mayGoOn ? undefined : iamDenied(permission, "composer.googleapis.com");
}

function environmentsOf({ workloadWorlds = [] }: GoogleWorld) {
  return workloadWorlds.flatMap((world) => environmentOf(world) ?? []).sort((a, b) => a.key.localeCompare(b.key));
}
