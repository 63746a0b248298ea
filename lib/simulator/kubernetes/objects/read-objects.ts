import type { SimulatedAnswer, SimulatedRequest } from "@/lib/simulator/http/exchange";
import { badRequest, objectNotFound } from "../status";
import type { KubeObject } from "./kube-object";
import { apiVersionOf, type ResourceType } from "./resource-types";
import { fieldSelector, labelSelector, type Selector } from "./selectors";
import { tableOf } from "./table";
import type { ObjectRequest } from "./write-object";

/** GET of one object. */
export function getObject({ kubernetes, path, request, now }: ObjectRequest): SimulatedAnswer {
  const { type, namespace, name = "" } = path;
  const found = kubernetes.store.find(type, namespace, name);
  if (!found) throw objectNotFound(type, name);
  return {
    status: 200,
    json: asTable(request) ? tableFor(type, [found], request, found.metadata.resourceVersion, now) : found,
  };
}

/** GET of a collection, as a list or as the table that kubectl prints. Never in pages. */
export function listObjects({ kubernetes, path, request, now }: ObjectRequest): SimulatedAnswer {
  const { type, namespace } = path;
  const { store } = kubernetes;
  const items = matching(store.list(type, namespace), request.query);
  const { resourceVersion } = store;
  if (asTable(request)) return { status: 200, json: tableFor(type, items, request, resourceVersion, now) };
  return {
    status: 200,
    json: { kind: `${type.kind}List`, apiVersion: apiVersionOf(type), metadata: { resourceVersion }, items },
  };
}

/** The objects that the query's selectors fit; throws 400 for a selector that cannot be read. */
export function matching(objects: readonly KubeObject[], query: URLSearchParams): readonly KubeObject[] {
  return objects.filter(selectorOf(query));
}

/** The query's label and field selector as one. */
export function selectorOf(query: URLSearchParams): Selector {
  const labels = query.get("labelSelector") ?? "";
  const fields = query.get("fieldSelector") ?? "";
  const fitsLabels = labelSelector(labels);
  const fitsFields = fieldSelector(fields);
  if (!fitsLabels) throw badRequest(`unable to parse requirement: ${labels}`);
  if (!fitsFields) throw badRequest(`invalid field selector: ${fields}`);
  return (object) => fitsLabels(object) && fitsFields(object);
}

/** True when the answer may be a table. */
export function asTable({ headers }: SimulatedRequest): boolean {
  return (headers.accept ?? "").includes("as=Table");
}

/** The table that a request gets of these objects. */
export function tableFor(
  type: ResourceType,
  objects: readonly KubeObject[],
  request: SimulatedRequest,
  resourceVersion: string,
  now: Date,
) {
  return tableOf(type, objects, now, { resourceVersion, includeObject: request.query.get("includeObject") });
}
