import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { jsonBody } from "@/lib/simulator/http/exchange";
import { isJsonObject, mergePatch, without } from "@/lib/simulator/json/merge-patch";
import type { Json, JsonObject } from "@/lib/simulator/world";
import type { KubernetesCluster } from "../kubernetes-cluster";
import type { ResourcePath } from "../resource-path";
import {
  ApiRefusal,
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  methodNotAllowed,
  notSimulated,
  objectNotFound,
  refusal,
  statusAnswer,
} from "../status";
import { admit, requireNamespace } from "./admission";
import { type KubeObject, objectIn, objectsIn, textIn } from "./kube-object";
import { addNamespaceObjects } from "./namespace-objects";
import { JsonPatchError, jsonPatch, strategicMergePatch } from "./patch";
import { isDryRun, objectBody } from "./request-body";
import { apiVersionOf, type ResourceType } from "./resource-types";
import { validateMetadata } from "./validate";

/** A request of somebody about objects of a cluster. */
export type ObjectRequest = {
  readonly kubernetes: KubernetesCluster;
  readonly request: SimulatedRequest;
  readonly path: ResourcePath;
  readonly user: string;
  readonly now: Date;
};

/** POST: creates an object. Throws what the API server refuses it with. */
export function createObject({ kubernetes, request, path, user, now }: ObjectRequest): SimulatedAnswer {
  const { type } = path;
  if (path.name !== undefined) throw new ApiRefusal(methodNotAllowed());
  const body = objectBody(request);
  const wanted = wantedMetadata(body, path);
  requireKind(type, body);
  const name = textIn(wanted, "name") ?? kubernetes.generatedName(textIn(wanted, "generateName"));
  if (name === undefined) {
    throw invalid(type, "", "metadata.name", "FieldValueRequired", "Required value: name or generateName is required");
  }
  const { store, cluster } = kubernetes;
  if (path.namespace !== undefined) requireNamespace(store, type, path.namespace, name);
  validateMetadata(type, name, wanted);
  const { draft, metadata } = admit({ store, cluster, user }, type, without(body, "metadata", "status"), {
    ...wanted,
    name,
  });
  if (store.find(type, path.namespace, name)) throw alreadyExists(type, name);
  if (isDryRun(request)) return { status: 201, json: store.draft(type, draft, metadata, now) };
  const created = store.add(type, draft, metadata, now);
  if (type.kind === "Namespace") addNamespaceObjects(store, name, now);
  return { status: 201, json: created };
}

/** PUT: replaces an object; one of a stale version is refused. */
export function updateObject(asked: ObjectRequest): SimulatedAnswer {
  const body = objectBody(asked.request);
  requireKind(asked.path.type, body);
  return keepChanged(asked, present(asked), { ...body, metadata: wantedMetadata(body, asked.path) });
}

/** PATCH: JSON, merge and strategic merge patches. Server-side apply is not simulated. */
export function patchObject(asked: ObjectRequest): SimulatedAnswer {
  const kind = (asked.request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (kind === "application/apply-patch+yaml" || kind === "application/apply-patch+cbor")
    throw new ApiRefusal(notSimulated("server-side apply"));
  const current = present(asked);
  const patch = jsonBody(asked.request) as Json | undefined;
  if (kind === "application/json-patch+json" && Array.isArray(patch)) {
    return keepChanged(asked, current, applyJsonPatch(asked, current, patch.filter(isJsonObject)));
  }
  if (!isJsonObject(patch)) throw badRequest("error decoding patch");
  if (kind === "application/merge-patch+json") return keepChanged(asked, current, mergePatch(current, patch));
  if (kind === "application/strategic-merge-patch+json")
    return keepChanged(asked, current, strategicMergePatch(current, patch));
  const accepted = "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json";
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  throw new ApiRefusal(statusAnswer(415, "UnsupportedMediaType", message));
}

function applyJsonPatch({ path }: ObjectRequest, current: KubeObject, operations: readonly JsonObject[]): JsonObject {
  try {
    return jsonPatch(current, operations);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    throw refusal(422, "Invalid", `the server rejected our request due to an error in our request: ${error.message}`, {
      name: current.metadata.name,
      kind: path.type.resource,
    });
  }
}

function present({ kubernetes, path }: ObjectRequest): KubeObject {
  if (path.name === undefined) throw new ApiRefusal(methodNotAllowed());
  if (path.subresource !== undefined)
    throw new ApiRefusal(notSimulated(`writing ${path.type.resource}/${path.subresource}`));
  const found = kubernetes.store.find(path.type, path.namespace, path.name);
  if (!found) throw objectNotFound(path.type, path.name);
  return found;
}

/** Keeps what a client may change; what only the API server writes stays as it was. */
function keepChanged(
  { kubernetes, path, request }: ObjectRequest,
  current: KubeObject,
  wanted: JsonObject,
): SimulatedAnswer {
  const { type } = path;
  const { name, uid, resourceVersion, creationTimestamp } = current.metadata;
  const metadata = objectIn(wanted, "metadata");
  const wantedVersion = textIn(metadata, "resourceVersion");
  if (wantedVersion && wantedVersion !== resourceVersion) {
    const why = "the object has been modified; please apply your changes to the latest version and try again";
    throw conflict(type, name, why);
  }
  const wantedUid = textIn(metadata, "uid");
  if (wantedUid && wantedUid !== uid) {
    throw conflict(type, name, `Precondition failed: UID in precondition: ${wantedUid}, UID in object meta: ${uid}`);
  }
  validateMetadata(type, name, metadata);
  if (type.kind === "Pod") requireSamePod(type, current, wanted);
  const fixed = { name, uid, resourceVersion, creationTimestamp };
  const own = Object.fromEntries(
    ["namespace", "deletionTimestamp", "deletionGracePeriodSeconds"].flatMap((key) => {
      const value = current.metadata[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const status = current.status === undefined ? {} : { status: current.status };
  const object: KubeObject = {
    ...without(wanted, "status"),
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    ...status,
    metadata: { ...withoutEmpty(metadata), ...fixed, ...own },
  };
  return { status: 200, json: isDryRun(request) ? object : kubernetes.store.replace(type, object) };
}

/** An emptied map of labels or annotations is left out. */
function withoutEmpty(metadata: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(metadata).filter(([, value]) => !(isJsonObject(value) && Object.keys(value).length === 0)),
  );
}

function requireSamePod(type: ResourceType, current: KubeObject, wanted: JsonObject): void {
  const fixed = (pod: JsonObject) => {
    const spec = objectIn(pod, "spec");
    const containers = objectsIn(spec, "containers").map((container) => without(container, "image"));
    return JSON.stringify(sorted({ ...without(spec, "activeDeadlineSeconds", "tolerations"), containers }));
  };
  if (fixed(current) === fixed(wanted)) return;
  const why =
    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
  throw invalid(type, current.metadata.name, "spec", "FieldValueForbidden", why);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, sorted(child)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function wantedMetadata(body: JsonObject, { namespace }: ResourcePath): JsonObject {
  const metadata = objectIn(body, "metadata");
  const named = textIn(metadata, "namespace");
  if (namespace !== undefined && named && named !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  return namespace === undefined ? without(metadata, "namespace") : { ...metadata, namespace };
}

function requireKind(type: ResourceType, body: JsonObject): void {
  const kind = textIn(body, "kind") ?? type.kind;
  const apiVersion = textIn(body, "apiVersion") ?? apiVersionOf(type);
  if (kind === type.kind && apiVersion === apiVersionOf(type)) return;
  throw badRequest(
    `${kind} in version "${apiVersion}" cannot be handled as a ${type.kind}: no kind "${kind}" is registered for version "${apiVersion}"`,
  );
}
