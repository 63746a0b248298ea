import { AppsV1Api, BatchV1Api, CoreV1Api, NetworkingV1Api } from "@kubernetes/client-node";
import { type ControlPlane, connectionOf } from "@/lib/kubernetes/control-plane-connection";
import { callerOf, checkName } from "./call";
import { isKubernetesError } from "./kubernetes-error";

type List = { readonly items: readonly { readonly metadata?: { readonly name?: string } }[] };

/** What Kubernetes puts into every namespace itself. */
const ownObjects: ReadonlySet<string> = new Set(["ServiceAccount default", "ConfigMap kube-root-ca.crt"]);

/**
 * The objects in a namespace that somebody may miss, as `ConfigMap settings`: what Kubernetes makes itself is left out, and
 * so are pods that have ended. Of each kind at most 20 are named. Kinds that the server does not have count as none.
 *
 * @throws KubernetesError also when one kind cannot be listed: then nothing is known
 */
export async function namespaceContents(
  controlPlane: ControlPlane,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  checkName(namespace);
  const call = callerOf(connectionOf(controlPlane));
  const page = { namespace, limit: 20 };
  const core = (list: (api: CoreV1Api) => Promise<List>) => call(CoreV1Api, signal, list);
  const apps = (list: (api: AppsV1Api) => Promise<List>) => call(AppsV1Api, signal, list);
  const batch = (list: (api: BatchV1Api) => Promise<List>) => call(BatchV1Api, signal, list);
  const kinds: readonly (readonly [string, Promise<List>])[] = [
    [
      "Pod",
      core((api) => api.listNamespacedPod({ ...page, fieldSelector: "status.phase!=Succeeded,status.phase!=Failed" })),
    ],
    ["PersistentVolumeClaim", core((api) => api.listNamespacedPersistentVolumeClaim(page))],
    ["Secret", core((api) => api.listNamespacedSecret(page))],
    ["ConfigMap", core((api) => api.listNamespacedConfigMap(page))],
    ["ServiceAccount", core((api) => api.listNamespacedServiceAccount(page))],
    ["Service", core((api) => api.listNamespacedService(page))],
    ["Deployment", apps((api) => api.listNamespacedDeployment(page))],
    ["StatefulSet", apps((api) => api.listNamespacedStatefulSet(page))],
    ["DaemonSet", apps((api) => api.listNamespacedDaemonSet(page))],
    ["Job", batch((api) => api.listNamespacedJob(page))],
    ["CronJob", batch((api) => api.listNamespacedCronJob(page))],
    ["NetworkPolicy", call(NetworkingV1Api, signal, (api) => api.listNamespacedNetworkPolicy(page))],
  ];
  const named = await Promise.all(kinds.map(async ([kind, list]) => namesOf(kind, await present(list))));
  return named.flat().filter((name) => !ownObjects.has(name));
}

function namesOf(kind: string, { items }: List): readonly string[] {
  return items.map(({ metadata }) => `${kind} ${metadata?.name ?? ""}`);
}

async function present(list: Promise<List>): Promise<List> {
  try {
    return await list;
  } catch (error) {
    if (isKubernetesError(error) && error.reason === "not-found") return { items: [] };
    throw error;
  }
}
