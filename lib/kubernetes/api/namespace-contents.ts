import { z } from "zod";
import {
  type ControlPlane,
  type ControlPlaneConnection,
  connectionOf,
  serverOf,
} from "@/lib/kubernetes/control-plane-connection";
import { checkName } from "./call";
import { exchange } from "./exchange";
import { isKubernetesError, KubernetesError } from "./kubernetes-error";

/** What is in a namespace, as far as it can be seen. */
export type NamespaceContents = {
  /** Objects that somebody may miss, as `ConfigMap settings`: at most 20 of each kind. */
  readonly found: readonly string[];
  /** Kinds that Drawbridge's identity may not list, as `Secret`. */
  readonly unseen: readonly string[];
};

const kinds: Readonly<Record<string, string>> = {
  Pod: "api/v1/namespaces/N/pods?fieldSelector=status.phase!%3DSucceeded,status.phase!%3DFailed&",
  PersistentVolumeClaim: "api/v1/namespaces/N/persistentvolumeclaims?",
  Secret: "api/v1/namespaces/N/secrets?",
  ConfigMap: "api/v1/namespaces/N/configmaps?",
  ServiceAccount: "api/v1/namespaces/N/serviceaccounts?",
  Service: "api/v1/namespaces/N/services?",
  ReplicationController: "api/v1/namespaces/N/replicationcontrollers?",
  ResourceQuota: "api/v1/namespaces/N/resourcequotas?",
  LimitRange: "api/v1/namespaces/N/limitranges?",
  Deployment: "apis/apps/v1/namespaces/N/deployments?",
  ReplicaSet: "apis/apps/v1/namespaces/N/replicasets?",
  StatefulSet: "apis/apps/v1/namespaces/N/statefulsets?",
  DaemonSet: "apis/apps/v1/namespaces/N/daemonsets?",
  Job: "apis/batch/v1/namespaces/N/jobs?",
  CronJob: "apis/batch/v1/namespaces/N/cronjobs?",
  NetworkPolicy: "apis/networking.k8s.io/v1/namespaces/N/networkpolicies?",
  Ingress: "apis/networking.k8s.io/v1/namespaces/N/ingresses?",
  Role: "apis/rbac.authorization.k8s.io/v1/namespaces/N/roles?",
  RoleBinding: "apis/rbac.authorization.k8s.io/v1/namespaces/N/rolebindings?",
  HorizontalPodAutoscaler: "apis/autoscaling/v2/namespaces/N/horizontalpodautoscalers?",
  PodDisruptionBudget: "apis/policy/v1/namespaces/N/poddisruptionbudgets?",
};

/** What Kubernetes and GKE put into every namespace themselves. */
const ownObjects: ReadonlySet<string> = new Set([
  "ServiceAccount default",
  "ConfigMap kube-root-ca.crt",
  "ResourceQuota gke-resource-quotas",
]);

/** Names and labels only: what Secrets hold is not sent. */
const accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

const list = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })).nullable() });

/**
 * The objects in a namespace that somebody may miss: what Kubernetes and GKE make themselves is left out, and so are pods that have
 * ended. Kinds that the server does not have count as none.
 *
 * @throws KubernetesError
 */
export async function namespaceContents(
  controlPlane: ControlPlane,
  namespace: string,
  signal: AbortSignal,
): Promise<NamespaceContents> {
  return contentsOver(connectionOf(controlPlane), namespace, signal);
}

/** The same over any connection. */
export async function contentsOver(
  connection: ControlPlaneConnection,
  namespace: string,
  signal: AbortSignal,
): Promise<NamespaceContents> {
  checkName(namespace);
  const seen = await Promise.all(
    Object.entries(kinds).map(async ([kind, path]) => {
      const names = await namesAt(connection, `${path.replace("/N/", `/${namespace}/`)}limit=20`, signal);
      return names === "forbidden"
        ? { found: [], unseen: [kind] }
        : { found: names.map((name) => `${kind} ${name}`), unseen: [] };
    }),
  );
  return {
    found: seen.flatMap(({ found }) => found).filter((name) => !ownObjects.has(name)),
    unseen: seen.flatMap(({ unseen }) => unseen),
  };
}

async function namesAt(
  connection: ControlPlaneConnection,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[] | "forbidden"> {
  const url = new URL(`${serverOf(connection)}/${path}`);
  try {
    const { text } = await exchange(connection, { method: "GET", url, headers: { accept }, writes: false }, signal);
    return (list.parse(JSON.parse(text)).items ?? []).map(({ metadata }) => metadata.name);
  } catch (error) {
    if (!isKubernetesError(error)) {
      throw new KubernetesError("invalid-answer", "the list is not of Kubernetes' documented form");
    }
    if (error.reason === "not-found") return [];
    if (error.reason === "forbidden") return "forbidden";
    throw error;
  }
}
