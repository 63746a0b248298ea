import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { JsonObject } from "@/lib/simulator/world";
import { apiVersionOf, type ResourceType } from "./objects/resource-types";

/** What the API server answers instead of doing what was asked. */
export class ApiRefusal extends Error {
  constructor(readonly answer: SimulatedAnswer) {
    super(`refused with ${answer.status}`);
  }
}

/** A Kubernetes `Status` body, as an API server sends it with every failure. */
export function statusAnswer(code: number, reason: string, message: string, details: JsonObject = {}): SimulatedAnswer {
  return {
    status: code,
    headers: { "content-type": "application/json" },
    json: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, details, code },
  };
}

/** The same as something to throw. */
export function refusal(code: number, reason: string, message: string, details: JsonObject = {}): ApiRefusal {
  return new ApiRefusal(statusAnswer(code, reason, message, details));
}

export const unauthorized = (): SimulatedAnswer => statusAnswer(401, "Unauthorized", "Unauthorized");

export const unavailable = (): SimulatedAnswer =>
  statusAnswer(503, "ServiceUnavailable", "the server is currently unable to handle the request");

export const notFound = (): SimulatedAnswer =>
  statusAnswer(404, "NotFound", "the server could not find the requested resource");

export const methodNotAllowed = (): SimulatedAnswer =>
  statusAnswer(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

/** What the simulator does not do, by name. */
export const notSimulated = (what: string): SimulatedAnswer =>
  statusAnswer(501, "NotImplemented", `The simulator does not know ${what}.`);

/** 403 for a path that is no resource: `/version`, `/api`. */
export function forbiddenPath(user: string, verb: string, path: string): SimulatedAnswer {
  return statusAnswer(403, "Forbidden", `forbidden: User "${user}" cannot ${verb} path "${path}"`);
}

/** What somebody wants to do. */
export type Attempt = {
  readonly verb: string;
  readonly type: ResourceType;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
};

/** 403 for a resource. GKE appends the IAM permission that would allow it, for people with a Google identity. */
export function forbiddenResource(user: string, attempt: Attempt): SimulatedAnswer {
  const { type, verb, namespace, name, subresource } = attempt;
  const resource = subresource ? `${type.resource}/${subresource}` : type.resource;
  const scope = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const hint = user === "system:anonymous" ? "" : `: requires one of ["${permissionOf(attempt)}"] permission(s).`;
  const named = name === undefined ? type.resource : `${type.resource} "${name}"`;
  return statusAnswer(
    403,
    "Forbidden",
    `${named} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${scope}${hint}`,
    { ...(name === undefined ? {} : { name }), ...groupOf(type), kind: type.resource },
  );
}

const permissionVerbs: Readonly<Record<string, string>> = {
  patch: "update",
  watch: "list",
  deletecollection: "delete",
};

/** The IAM permission that allows it on GKE: `container.pods.create`. */
export function permissionOf({ type, verb, subresource }: Attempt): string {
  return `container.${type.permission}.${subresource === "log" ? "getLogs" : (permissionVerbs[verb] ?? verb)}`;
}

export function objectNotFound(type: ResourceType, name: string): ApiRefusal {
  const details = { name, ...groupOf(type), kind: type.resource };
  return refusal(404, "NotFound", `${qualified(type)} "${name}" not found`, details);
}

export function alreadyExists(type: ResourceType, name: string): ApiRefusal {
  const details = { name, ...groupOf(type), kind: type.resource };
  return refusal(409, "AlreadyExists", `${qualified(type)} "${name}" already exists`, details);
}

/** 409 for a version or uid that is not the present one. */
export function conflict(type: ResourceType, name: string, why: string): ApiRefusal {
  const message = `Operation cannot be fulfilled on ${qualified(type)} "${name}": ${why}`;
  return refusal(409, "Conflict", message, { name, ...groupOf(type), kind: type.resource });
}

/** 422 for an object that breaks a rule of its fields; `why` as the API server puts it behind the field. */
export function invalid(type: ResourceType, name: string, field: string, reason: string, why: string): ApiRefusal {
  const causes = [{ reason, message: why, field }];
  const details = { name, ...groupOf(type), kind: type.kind, causes };
  const kind = type.group === "" ? type.kind : `${type.kind}.${type.group}`;
  return refusal(422, "Invalid", `${kind} "${name}" is invalid: ${field}: ${why}`, details);
}

/** 403 of an admission plug-in. */
export function forbiddenByAdmission(type: ResourceType, name: string, why: string, causes?: JsonObject): ApiRefusal {
  const details = { name, ...groupOf(type), kind: type.resource, ...(causes ? { causes: [causes] } : {}) };
  return refusal(403, "Forbidden", `${qualified(type)} "${name}" is forbidden: ${why}`, details);
}

export function badRequest(message: string): ApiRefusal {
  return refusal(400, "BadRequest", message);
}

function qualified(type: ResourceType): string {
  return type.group === "" ? type.resource : `${type.resource}.${type.group}`;
}

function groupOf(type: ResourceType): { readonly group?: string } {
  return type.group === "" ? {} : { group: apiVersionOf(type).split("/")[0] ?? "" };
}
