import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { JsonObject } from "@/lib/simulator/world";
import type { KubernetesCluster } from "../kubernetes-cluster";
import { conflict, objectNotFound } from "../status";
import { type KubeObject, namespaceOf, numberIn, objectIn, textIn, timestamp } from "./kube-object";
import { addNamespaceObjects } from "./namespace-objects";
import { matching } from "./read-objects";
import { isDryRun, optionalBody } from "./request-body";
import { coreType, type ResourceType } from "./resource-types";
import type { ObjectRequest } from "./write-object";

/* How long a namespace is Terminating: the real one's controller takes some seconds. */
const namespaceEndMs = 300;

/** DELETE of one object. Pods that run get their time to end; a namespace goes with everything in it. */
export function deleteObject({ kubernetes, path, request, now }: ObjectRequest): SimulatedAnswer {
  const { type, namespace, name = "" } = path;
  const present = kubernetes.store.find(type, namespace, name);
  if (!present) throw objectNotFound(type, name);
  const options = optionalBody(request);
  requirePreconditions(type, present, objectIn(options, "preconditions"));
  if (isDryRun(request, options)) return deleted(type, present);
  const grace = Number(
    request.query.get("gracePeriodSeconds") ?? numberIn(options, "gracePeriodSeconds") ?? Number.NaN,
  );
  const result = removeObject(kubernetes, type, present, now, Number.isNaN(grace) ? undefined : grace);
  return deleted(type, result);
}

/** DELETE of a collection: every object that the selectors fit. */
export function deleteCollection(asked: ObjectRequest): SimulatedAnswer {
  const { kubernetes, path, request, now } = asked;
  const options = optionalBody(request);
  const items = matching(kubernetes.store.list(path.type, path.namespace), request.query);
  if (!isDryRun(request, options)) {
    for (const item of items) removeObject(kubernetes, path.type, item, now, numberIn(options, "gracePeriodSeconds"));
  }
  const { kind } = path.type;
  return {
    status: 200,
    json: {
      kind: `${kind}List`,
      apiVersion: "v1",
      metadata: { resourceVersion: kubernetes.store.resourceVersion },
      items,
    },
  };
}

function removeObject(
  kubernetes: KubernetesCluster,
  type: ResourceType,
  present: KubeObject,
  now: Date,
  grace?: number,
): KubeObject {
  const { store } = kubernetes;
  if (type.kind === "Namespace") return endNamespace(kubernetes, present, now);
  if (type.kind === "Pod") return endPod(kubernetes, present, now, grace);
  store.remove(type, present);
  const namespace = namespaceOf(present);
  const home = namespace === undefined ? undefined : store.find(coreType("namespaces"), undefined, namespace);
  if (home && textIn(home, "status", "phase") === "Active") addNamespaceObjects(store, home.metadata.name, now);
  return present;
}

function endPod({ store }: KubernetesCluster, pod: KubeObject, now: Date, wanted?: number): KubeObject {
  const type = coreType("pods");
  const grace = wanted ?? numberIn(pod, "spec", "terminationGracePeriodSeconds") ?? 30;
  const nobodyRunsIt = textIn(pod, "spec", "nodeName") === undefined;
  if (grace === 0 || nobodyRunsIt) {
    store.remove(type, pod);
    return pod;
  }
  if (pod.metadata.deletionTimestamp !== undefined) return pod;
  const deletionTimestamp = timestamp(new Date(now.getTime() + grace * 1_000));
  const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace };
  return store.replace(type, { ...pod, metadata });
}

function endNamespace({ store, timeline }: KubernetesCluster, namespace: KubeObject, now: Date): KubeObject {
  const type = coreType("namespaces");
  if (textIn(namespace, "status", "phase") === "Terminating") return namespace;
  const { name, uid } = namespace.metadata;
  const metadata = { ...namespace.metadata, deletionTimestamp: timestamp(now) };
  const ending = store.replace(type, { ...namespace, metadata, status: { phase: "Terminating" } });
  timeline.schedule(now.getTime() + namespaceEndMs, () => {
    for (const { type: contained, object } of store.inNamespace(name)) store.remove(contained, object);
    const last = store.find(type, undefined, name);
    if (last?.metadata.uid === uid) store.remove(type, last);
  });
  return ending;
}

function requirePreconditions(type: ResourceType, { metadata }: KubeObject, preconditions: JsonObject): void {
  const uid = textIn(preconditions, "uid");
  if (uid && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(type, metadata.name, why);
  }
  const version = textIn(preconditions, "resourceVersion");
  if (version && version !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${version}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw conflict(type, metadata.name, why);
  }
}

/** Documented: pods, namespaces and service accounts are answered as they were, everything else by a `Status`. */
function deleted(type: ResourceType, object: KubeObject): SimulatedAnswer {
  if (["Pod", "Namespace", "ServiceAccount"].includes(type.kind)) return { status: 200, json: object };
  const { name, uid } = object.metadata;
  const details = { name, kind: type.resource, uid };
  return { status: 200, json: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details } };
}
