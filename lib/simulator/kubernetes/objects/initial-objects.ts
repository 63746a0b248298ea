import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { fillJson } from "@/lib/simulator/json/placeholders";
import { googleServiceAccountOf } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { objectIn, textIn } from "./kube-object";
import { addNamespaceObjects } from "./namespace-objects";
import type { ObjectStore } from "./object-store";
import { coreType, resourceTypeOf } from "./resource-types";

/** The namespaces of every simulated cluster. */
export const defaultNamespaces = ["airflow", "default", "gmp-system", "kube-node-lease", "kube-public", "kube-system"];

const created = new Date("2026-02-11T09:31:02Z");

/**
 * Puts into an empty store what a cluster starts with: its namespaces, then the objects of its world. Throws for an object of
 * a kind that the simulated clusters have not: a mistake of the world.
 */
export function addInitialObjects(store: ObjectStore, cluster: SimulatedCluster): void {
  for (const name of defaultNamespaces) addNamespace(store, {}, name);
  const { workload } = cluster.world;
  if (!workload) return;
  const { project } = cluster.name;
  const gsa = googleServiceAccountOf({ name: workload.name, project });
  const placeholders = { ...cluster.placeholders, gsa, pool: `${project}.svc.id.goog` };
  for (const object of workload.setup.objects ?? []) addObject(store, fillJson(object, placeholders));
}

function addObject(store: ObjectStore, draft: JsonObject): void {
  const type = resourceTypeOf(textIn(draft, "apiVersion"), textIn(draft, "kind"));
  const metadata = objectIn(draft, "metadata");
  const name = textIn(metadata, "name");
  if (!type || name === undefined) throw new Error(`This object is of no simulated kind: ${JSON.stringify(draft)}`);
  if (type.kind === "Namespace") {
    addNamespace(store, draft, name);
    return;
  }
  const namespace = type.namespaced ? (textIn(metadata, "namespace") ?? "default") : undefined;
  if (namespace !== undefined) addNamespace(store, {}, namespace);
  const present = store.find(type, namespace, name);
  if (present) store.remove(type, present);
  store.add(type, draft, { ...metadata, name }, created);
}

function addNamespace(store: ObjectStore, draft: JsonObject, name: string): void {
  const type = coreType("namespaces");
  const present = store.find(type, undefined, name);
  if (present && Object.keys(draft).length === 0) return;
  const metadata = objectIn(draft, "metadata");
  const labels = { ...objectIn(metadata, "labels"), "kubernetes.io/metadata.name": name };
  const namespace = { ...draft, spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } };
  if (present) store.replace(type, { ...present, metadata: { ...present.metadata, ...metadata, name, labels } });
  else {
    store.add(type, namespace, { ...metadata, name, labels }, created);
    addNamespaceObjects(store, name, created);
  }
}
