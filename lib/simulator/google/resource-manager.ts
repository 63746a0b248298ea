import { projectNumber } from "@/lib/simulator/cluster/addresses";
import { jsonBody, type SimulatedAnswer, type SimulatedRequest } from "@/lib/simulator/http/exchange";
import { googleError, unsupported } from "./errors";
import { type GoogleRoute, type GoogleWorld, isDenied, isKnownDenied, pageOf, projectIds } from "./world";

/** The Resource Manager API: projects and the permissions of Drawbridge's identity in them. */
export const resourceManagerRoutes: readonly GoogleRoute[] = [
  { method: "GET", pattern: /^\/v1\/projects$/, handle: listProjects },
  { method: "GET", pattern: /^\/v1\/projects\/(?<project>[^/:]+)$/, handle: getProject },
  {
    method: "POST",
    pattern: /^\/v[13]\/projects\/(?<project>[^/:]+):testIamPermissions$/,
    handle: testIamPermissions,
  },
];

type Path = Readonly<Record<string, string>>;

function listProjects(world: GoogleWorld, _path: Path, { query }: SimulatedRequest): SimulatedAnswer {
  const filter = query.get("filter") ?? "";
  if (filter && filter !== "lifecycleState:ACTIVE") return unsupported(`the project filter ${JSON.stringify(filter)}`);
  const visible = projectIds(world).filter((id) => !isDenied(world, id, "resourcemanager.projects.get"));
  const { items, ...rest } = pageOf(visible, Number(query.get("pageSize")), query.get("pageToken") ?? undefined);
  return { status: 200, json: { projects: items.map(project), ...rest } };
}

function getProject(world: GoogleWorld, { project: id = "" }: Path): SimulatedAnswer {
  const visible = projectIds(world).includes(id) && !isDenied(world, id, "resourcemanager.projects.get");
  return visible ? { status: 200, json: project(id) } : callerDenied();
}

function testIamPermissions(
  world: GoogleWorld,
  { project: id = "" }: Path,
  request: SimulatedRequest,
): SimulatedAnswer {
  if (!projectIds(world).includes(id)) return callerDenied();
  const body = jsonBody(request);
  const asked = body && typeof body === "object" && "permissions" in body ? body.permissions : undefined;
  if (!Array.isArray(asked)) return googleError(400, "permissions: at least one permission must be given.");
  const permissions = asked.filter((permission) => !isKnownDenied(world, id, String(permission)));
  return { status: 200, json: permissions.length > 0 ? { permissions } : {} };
}

function project(id: string): object {
  return {
    projectNumber: projectNumber(id),
    projectId: id,
    lifecycleState: "ACTIVE",
    name: id,
    createTime: "2023-01-09T08:15:42.123Z",
    parent: { type: "organization", id: "987654321098" },
  };
}

function callerDenied(): SimulatedAnswer {
  return googleError(403, "The caller does not have permission");
}
