import { CoreV1Api, type V1Pod } from "@kubernetes/client-node";
import {
  type ControlPlane,
  type ControlPlaneConnection,
  connectionOf,
} from "@/lib/kubernetes/control-plane-connection";
import { callerOf, checkName } from "./call";
import { KubernetesError } from "./kubernetes-error";
import { toNamespace, toPod, toServiceAccount } from "./normalise";
import type { PodManifest } from "./pod-manifest";
import type { NamespaceView, PodView, ServiceAccountView } from "./views";

/**
 * The writing half, for the applier and its identity only. Every call is sent once; it is `unknown-outcome` when it may
 * have been carried out, and with every other reason of a `KubernetesError` it was not.
 */
export type KubernetesWriter = {
  /** @throws KubernetesError `already-exists` */
  readonly createNamespace: (name: string, signal: AbortSignal) => Promise<NamespaceView>;
  /** @throws KubernetesError `already-exists`; `not-found` without the namespace */
  readonly createServiceAccount: (namespace: string, name: string, signal: AbortSignal) => Promise<ServiceAccountView>;
  /**
   * Sets one annotation of a service account, or removes it (`value` null); everything else stays.
   * @throws KubernetesError `conflict` when the account is not of that resource version any more
   */
  readonly annotate: (
    namespace: string,
    name: string,
    annotation: { readonly key: string; readonly value: string | null },
    resourceVersion: string,
    signal: AbortSignal,
  ) => Promise<ServiceAccountView>;
  /** @throws KubernetesError `conflict` when another has taken the name; `not-found` when it is gone already */
  readonly deleteServiceAccount: (namespace: string, name: string, uid: string, signal: AbortSignal) => Promise<void>;
  /** Resolves when the deletion has begun; what is in the namespace goes with it. Errors as above. */
  readonly deleteNamespace: (name: string, uid: string, signal: AbortSignal) => Promise<void>;
  /** @throws KubernetesError `already-exists`; `forbidden` by a quota or an admission webhook, too */
  readonly createPod: (namespace: string, manifest: PodManifest, signal: AbortSignal) => Promise<PodView>;
  /** Resolves when the deletion has begun. Errors as of `deleteServiceAccount`. */
  readonly deletePod: (namespace: string, name: string, uid: string, signal: AbortSignal) => Promise<void>;
};

export function kubernetesWriter(controlPlane: ControlPlane): KubernetesWriter {
  return writerOver(connectionOf(controlPlane));
}

/** The same over any connection. */
export function writerOver(connection: ControlPlaneConnection): KubernetesWriter {
  const call = callerOf(connection);
  const write = <Value>(signal: AbortSignal, use: (api: CoreV1Api) => Promise<Value>, contentType?: string) =>
    call(CoreV1Api, signal, use, { writes: true, ...(contentType !== undefined && { contentType }) });
  return {
    async createNamespace(name, signal) {
      checkName(name);
      const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
      return write(signal, async (api) => seen(name, toNamespace(await api.createNamespace({ body }))));
    },
    async createServiceAccount(namespace, name, signal) {
      checkName(namespace, name);
      const body = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
      return write(signal, async (api) =>
        seen(name, toServiceAccount(await api.createNamespacedServiceAccount({ namespace, body }))),
      );
    },
    async annotate(namespace, name, { key, value }, resourceVersion, signal) {
      checkName(namespace, name);
      if (!resourceVersion)
        throw new KubernetesError("invalid", "a service account is annotated in a version that was read");
      /* A merge patch: null removes, and a resource version that is old is a conflict. */
      const body = { metadata: { resourceVersion, annotations: { [key]: value } } };
      return write(
        signal,
        async (api) => seen(name, toServiceAccount(await api.patchNamespacedServiceAccount({ name, namespace, body }))),
        "application/merge-patch+json",
      );
    },
    async deleteServiceAccount(namespace, name, uid, signal) {
      checkName(namespace, name);
      await write(signal, (api) => api.deleteNamespacedServiceAccount({ name, namespace, body: only(uid) }));
    },
    async deleteNamespace(name, uid, signal) {
      checkName(name);
      await write(signal, (api) => api.deleteNamespace({ name, body: only(uid) }));
    },
    async createPod(namespace, manifest, signal) {
      checkName(namespace, manifest.metadata.name);
      const body: V1Pod = { apiVersion: "v1", kind: "Pod", ...(structuredClone(manifest) as V1Pod) };
      return write(signal, async (api) =>
        seen(manifest.metadata.name, toPod(await api.createNamespacedPod({ namespace, body }))),
      );
    },
    async deletePod(namespace, name, uid, signal) {
      checkName(namespace, name);
      await write(signal, (api) => api.deleteNamespacedPod({ name, namespace, body: only(uid) }));
    },
  };
}

/** An answer of another form does not prove that the change was carried out. */
function seen<View extends { readonly name: string; readonly uid: string }>(name: string, view: View): View {
  if (view.name === name && view.uid) return view;
  throw new KubernetesError("unknown-outcome", "the answer is not the object that was sent");
}

/** Deletes that object, and not another that has its name by now. */
function only(uid: string) {
  if (!uid) throw new KubernetesError("invalid", "an object is deleted by the uid that was read");
  return { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid } };
}
