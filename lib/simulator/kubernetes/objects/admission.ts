import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { JsonObject } from "@/lib/simulator/world";
import { ApiRefusal, forbiddenByAdmission, notSimulated, objectNotFound } from "../status";
import { adjustForAutopilot, refuseOnAutopilot } from "./autopilot";
import { isAutopilot } from "./cluster-nodes";
import { objectIn, objectsIn, textIn, valueAt } from "./kube-object";
import type { ObjectStore } from "./object-store";
import { podSpecWithDefaults, qosClass, serviceAccountOf } from "./pod-defaults";
import { coreType, type ResourceType } from "./resource-types";
import { validatePod } from "./validate";

/** Who writes into which cluster. */
export type Admission = { readonly store: ObjectStore; readonly cluster: SimulatedCluster; readonly user: string };

/** Throws when nothing can be created in this namespace: it does not exist, or it is going away. */
export function requireNamespace(store: ObjectStore, type: ResourceType, namespace: string, name: string): void {
  const namespaces = coreType("namespaces");
  const present = store.find(namespaces, undefined, namespace);
  if (!present) throw objectNotFound(namespaces, namespace);
  if (textIn(present, "status", "phase") !== "Terminating") return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  throw forbiddenByAdmission(type, name, why, { reason: "NamespaceTerminating", message, field: "metadata.namespace" });
}

/** The object as it is kept: with defaults, or refused. `draft` is what the client sent, its metadata apart. */
export function admit(
  admission: Admission,
  type: ResourceType,
  draft: JsonObject,
  metadata: JsonObject & { readonly name: string },
): { readonly draft: JsonObject; readonly metadata: JsonObject & { readonly name: string } } {
  if (type.kind === "Pod") return admitPod(admission, draft, metadata);
  if (type.kind === "Namespace") {
    const labels = { ...objectIn(metadata, "labels"), "kubernetes.io/metadata.name": metadata.name };
    const namespace = { ...draft, spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } };
    return { draft: namespace, metadata: { ...metadata, labels } };
  }
  if (type.kind === "Secret") return { draft: secretWithData(draft), metadata };
  return { draft, metadata };
}

function admitPod(
  { store, cluster, user }: Admission,
  draft: JsonObject,
  metadata: JsonObject & { readonly name: string },
) {
  const wanted = objectIn(draft, "spec");
  validatePod(metadata.name, wanted);
  if (objectsIn(wanted, "containers").length > 1 || objectsIn(wanted, "initContainers").length > 0) {
    throw new ApiRefusal(notSimulated("pods with several containers"));
  }
  const namespace = textIn(metadata, "namespace") ?? "default";
  const accountName = serviceAccountOf(wanted);
  const account = store.find(coreType("serviceaccounts"), namespace, accountName);
  if (!account) {
    const why = `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`;
    throw forbiddenByAdmission(coreType("pods"), metadata.name, why);
  }
  if (isAutopilot(cluster)) refuseOnAutopilot(wanted, user);
  const mountsToken = valueAt(account, "automountServiceAccountToken") !== false;
  const spec = podSpecWithDefaults(metadata.name, wanted, mountsToken);
  const adjusted = isAutopilot(cluster) ? adjustForAutopilot(spec) : { spec, annotations: {} };
  const annotations = { ...objectIn(metadata, "annotations"), ...adjusted.annotations };
  return {
    draft: { ...draft, spec: adjusted.spec, status: { phase: "Pending", qosClass: qosClass(adjusted.spec) } },
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
  };
}

/** `stringData` becomes `data`. */
function secretWithData({ stringData, ...draft }: JsonObject): JsonObject {
  const encoded = Object.entries(objectIn({ stringData: stringData ?? {} }, "stringData")).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString("base64"),
  ]);
  const data = { ...objectIn(draft, "data"), ...Object.fromEntries(encoded) };
  return { ...draft, type: draft.type ?? "Opaque", ...(Object.keys(data).length > 0 ? { data } : {}) };
}
