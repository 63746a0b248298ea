import { findResourceType, type ResourceType } from "./objects/resource-types";

/** What a path of the API names: objects of a type, one of them, or a part of one. */
export type ResourcePath = {
  readonly type: ResourceType;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
};

/** Reads `/api/v1/namespaces/N/pods/P/log` and the like; undefined when the path is no resource of the simulated clusters. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const [, group = "", rest] = /^(?:\/api|\/apis\/([a-z0-9.]+))\/v1\/(.+)$/.exec(path) ?? [];
  if (rest === undefined) return undefined;
  const segments = rest.split("/").map(decodeURIComponent);
  const [first = "", namespace, resource, ...more] = segments;
  const inNamespace =
    first === "namespaces" && namespace !== undefined && resource !== undefined && !isPartOfNamespace(resource);
  const type = findResourceType(group, inNamespace ? resource : first);
  if (!type) return undefined;
  const [name, subresource] = inNamespace ? more : segments.slice(1);
  return {
    type,
    ...(inNamespace ? { namespace } : {}),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}

function isPartOfNamespace(segment: string): boolean {
  return segment === "status" || segment === "finalize";
}

/** The verb that authorization knows a request by. */
export function verbOf(method: string, { name }: ResourcePath, query: URLSearchParams): string {
  if (method === "GET" || method === "HEAD") {
    if (name !== undefined) return "get";
    return isTrue(query.get("watch")) ? "watch" : "list";
  }
  if (method === "DELETE") return name === undefined ? "deletecollection" : "delete";
  return { POST: "create", PUT: "update", PATCH: "patch" }[method] ?? method.toLowerCase();
}

/** A boolean of the query, as the API server reads it. */
export function isTrue(value: string | null): boolean {
  return value === "true" || value === "1" || value === "";
}
