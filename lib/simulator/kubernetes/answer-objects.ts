import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { deleteCollection, deleteObject } from "./objects/delete-object";
import { getObject, listObjects } from "./objects/read-objects";
import { watchObjects } from "./objects/watch-objects";
import { createObject, type ObjectRequest, patchObject, updateObject } from "./objects/write-object";
import { readPodLog } from "./pod-log";
import { verbOf } from "./resource-path";
import { methodNotAllowed, notFound, notSimulated } from "./status";

/** Does what an authorized request about objects asks for. */
export function answerObjects(asked: ObjectRequest): SimulatedAnswer {
  const { request, path } = asked;
  const { type, namespace, name, subresource } = path;
  const verb = verbOf(request.method, path, request.query);
  const isCollectionOfAll = type.namespaced && namespace === undefined;
  if (isCollectionOfAll && name !== undefined) return notFound();
  if (subresource === "log" && type.kind === "Pod" && verb === "get") return readPodLog(asked);
  if (subresource !== undefined) return notSimulated(`${type.resource}/${subresource}`);
  switch (verb) {
    case "get":
      return getObject(asked);
    case "list":
      return listObjects(asked);
    case "watch":
      return watchObjects(asked);
    case "create":
      return isCollectionOfAll ? methodNotAllowed() : createObject(asked);
    case "update":
      return updateObject(asked);
    case "patch":
      return patchObject(asked);
    case "delete":
      return deleteObject(asked);
    case "deletecollection":
      return isCollectionOfAll ? methodNotAllowed() : deleteCollection(asked);
    default:
      return methodNotAllowed();
  }
}
