import { AuthenticationV1Api, AuthorizationV1Api, CoreV1Api, NetworkingV1Api } from "@kubernetes/client-node";
import {
  type ControlPlane,
  type ControlPlaneConnection,
  connectionOf,
} from "@/lib/kubernetes/control-plane-connection";
import { callerOf, checkName } from "./call";
import { oldestFirst } from "./event-order";
import { isKubernetesError, KubernetesError } from "./kubernetes-error";
import { toNamespace, toNetworkPolicy, toPod, toServiceAccount } from "./normalise";
import { readLog } from "./read-log";
import type { EventView, NamespaceView, NetworkPolicyView, PodView, ServiceAccountView } from "./views";
import { watchPod } from "./watch-pod";

export type AccessQuestion = {
  readonly verb: string;
  /** The plural, as `pods`. */
  readonly resource: string;
  /** `log` of `pods/log`. */
  readonly subresource?: string;
  /** The API group; default the core's. */
  readonly group?: string;
  /** Null: in the whole cluster. */
  readonly namespace: string | null;
};

export type LogOptions = {
  /** Goes on until the container has ended. */
  readonly follow: boolean;
  /** Leaves out what was given before: the UTF-8 bytes of each of its lines, and one for the end of each. */
  readonly sinceBytes?: number;
};

/**
 * The reading half of a cluster's Kubernetes API. Errors are `KubernetesError`; a signal that aborts is `timed-out`.
 * What does not exist is undefined, and a list of what is in a namespace that does not exist is empty, as Kubernetes has it.
 */
export type KubernetesReader = {
  /** All of them; more than 10,000 are an error. */
  readonly namespaces: (signal: AbortSignal) => Promise<readonly NamespaceView[]>;
  readonly namespace: (name: string, signal: AbortSignal) => Promise<NamespaceView | undefined>;
  readonly serviceAccount: (
    namespace: string,
    name: string,
    signal: AbortSignal,
  ) => Promise<ServiceAccountView | undefined>;
  /** All of one namespace; more than 10,000 are an error. */
  readonly serviceAccounts: (namespace: string, signal: AbortSignal) => Promise<readonly ServiceAccountView[]>;
  readonly pods: (
    namespace: string,
    filter: { readonly serviceAccount?: string; readonly labelSelector?: string },
    signal: AbortSignal,
  ) => Promise<readonly PodView[]>;
  readonly pod: (namespace: string, name: string, signal: AbortSignal) => Promise<PodView | undefined>;
  readonly networkPolicies: (namespace: string, signal: AbortSignal) => Promise<readonly NetworkPolicyView[]>;
  /** The events about one pod, oldest first. */
  readonly events: (namespace: string, podName: string, signal: AbortSignal) => Promise<readonly EventView[]>;
  /**
   * The lines of a container's log, of at most 4 MiB; what is longer than 16 KiB without an end of line comes in pieces.
   * With `follow`, a connection that breaks is made again without a line lost or told twice, and a signal that aborts ends it.
   * @throws KubernetesError `unavailable` while the container has not started
   */
  readonly log: (
    namespace: string,
    podName: string,
    container: string,
    options: LogOptions,
    signal: AbortSignal,
  ) => AsyncIterable<string>;
  /**
   * The pod as it is now and after every change. Survives broken connections and servers that are away for a while. Ends
   * when the pod is gone (or another took its name), or the signal aborts; the last view may lie before its end.
   * @throws KubernetesError only `unauthorized`, `forbidden` and `invalid`
   */
  readonly watchPod: (namespace: string, name: string, signal: AbortSignal) => AsyncIterable<PodView>;
  /** Whether Kubernetes lets Drawbridge's identity do this, by RBAC or IAM. */
  readonly mayI: (question: AccessQuestion, signal: AbortSignal) => Promise<boolean>;
  readonly whoAmI: (signal: AbortSignal) => Promise<{ readonly username: string; readonly groups: readonly string[] }>;
};

export function kubernetesReader(controlPlane: ControlPlane): KubernetesReader {
  return readerOver(connectionOf(controlPlane));
}

/** The same over any connection. */
export function readerOver(connection: ControlPlaneConnection): KubernetesReader {
  const call = callerOf(connection);
  return {
    namespaces: (signal) =>
      call(CoreV1Api, signal, async (api) => (await everyPage((page) => api.listNamespace(page))).map(toNamespace)),
    async namespace(name, signal) {
      checkName(name);
      const read = call(CoreV1Api, signal, async (api) => toNamespace(await api.readNamespace({ name })));
      return present(read, name);
    },
    async serviceAccount(namespace, name, signal) {
      checkName(namespace, name);
      const read = call(CoreV1Api, signal, async (api) =>
        toServiceAccount(await api.readNamespacedServiceAccount({ name, namespace })),
      );
      return present(read, name);
    },
    async serviceAccounts(namespace, signal) {
      checkName(namespace);
      return call(CoreV1Api, signal, async (api) =>
        (await everyPage((page) => api.listNamespacedServiceAccount({ namespace, ...page }))).map(toServiceAccount),
      );
    },
    async pod(namespace, name, signal) {
      checkName(namespace, name);
      const read = call(CoreV1Api, signal, async (api) => toPod(await api.readNamespacedPod({ name, namespace })));
      return present(read, name);
    },
    async pods(namespace, { serviceAccount, labelSelector }, signal) {
      checkName(namespace, ...(serviceAccount === undefined ? [] : [serviceAccount]));
      const filter = {
        ...(serviceAccount !== undefined && { fieldSelector: `spec.serviceAccountName=${serviceAccount}` }),
        ...(labelSelector !== undefined && { labelSelector }),
      };
      return call(CoreV1Api, signal, async (api) =>
        (await everyPage((page) => api.listNamespacedPod({ namespace, ...filter, ...page }))).map(toPod),
      );
    },
    async networkPolicies(namespace, signal) {
      checkName(namespace);
      return call(NetworkingV1Api, signal, async (api) =>
        (await everyPage((page) => api.listNamespacedNetworkPolicy({ namespace, ...page }))).map(toNetworkPolicy),
      );
    },
    async events(namespace, podName, signal) {
      checkName(namespace, podName);
      const fieldSelector = `involvedObject.kind=Pod,involvedObject.name=${podName}`;
      return call(CoreV1Api, signal, async (api) =>
        oldestFirst(await everyPage((page) => api.listNamespacedEvent({ namespace, fieldSelector, ...page }))),
      );
    },
    log: (namespace, podName, container, options, signal) =>
      readLog(connection, { namespace, podName, container }, options, signal),
    watchPod: (namespace, name, signal) => watchPod(connection, namespace, name, signal),
    async mayI({ namespace, ...question }, signal) {
      const resourceAttributes = { ...question, ...(namespace !== null && { namespace }) };
      const body = {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes },
      };
      const { status } = await call(AuthorizationV1Api, signal, (api) => api.createSelfSubjectAccessReview({ body }));
      if (typeof status?.allowed === "boolean") return status.allowed;
      throw new KubernetesError("invalid-answer", "the answer is no access review");
    },
    async whoAmI(signal) {
      const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
      const { status } = await call(AuthenticationV1Api, signal, (api) => api.createSelfSubjectReview({ body }));
      const { username, groups } = status?.userInfo ?? {};
      if (username) return { username, groups: groups ?? [] };
      throw new KubernetesError("invalid-answer", "the answer names nobody");
    },
  };
}

/** Undefined when it does not exist. */
async function present<View extends { readonly name: string }>(
  read: Promise<View>,
  name: string,
): Promise<View | undefined> {
  try {
    const view = await read;
    if (view.name === name) return view;
  } catch (error) {
    if (isKubernetesError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
  throw new KubernetesError("invalid-answer", "the answer is not the object that was asked for");
}

const pageSize = 500;
const pageLimit = 20;

type Page = { readonly limit: number; readonly _continue?: string };

async function everyPage<Item>(
  read: (page: Page) => Promise<{ readonly items: Item[]; readonly metadata?: { readonly _continue?: string } }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let next: string | undefined;
  for (let count = 0; count < pageLimit; count += 1) {
    const { items, metadata } = await read({ limit: pageSize, ...(next && { _continue: next }) });
    found.push(...items);
    next = metadata?._continue;
    if (!next) return found;
  }
  throw new KubernetesError("invalid-answer", `there are more than ${pageSize * pageLimit} of them`);
}
