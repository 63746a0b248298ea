import { digest } from "@/lib/simulator/cluster/addresses";
import type { Json, JsonObject } from "@/lib/simulator/world";
import { objectIn, objectsIn, textIn, valueAt } from "./kube-object";

const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The service account that a pod of this spec runs as. */
export function serviceAccountOf(spec: JsonObject): string {
  return textIn(spec, "serviceAccountName") ?? textIn(spec, "serviceAccount") ?? "default";
}

/** The spec with everything that the API server and its admission plug-ins fill in. */
export function podSpecWithDefaults(name: string, spec: JsonObject, accountMountsToken: boolean): JsonObject {
  const serviceAccountName = serviceAccountOf(spec);
  const volumeName = `kube-api-access-${digest(name, 5)}`;
  const mounts = (valueAt(spec, "automountServiceAccountToken") ?? accountMountsToken) === true;
  const mount = { name: volumeName, readOnly: true, mountPath: tokenPath };
  return {
    ...spec,
    containers: objectsIn(spec, "containers").map((container) =>
      containerWithDefaults(container, mounts ? [mount] : []),
    ),
    ...(mounts ? { volumes: [...objectsIn(spec, "volumes"), tokenVolume(volumeName)] } : {}),
    restartPolicy: spec.restartPolicy ?? "Always",
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    dnsPolicy: spec.dnsPolicy ?? "ClusterFirst",
    serviceAccountName,
    serviceAccount: serviceAccountName,
    securityContext: spec.securityContext ?? {},
    schedulerName: spec.schedulerName ?? "default-scheduler",
    tolerations: [...objectsIn(spec, "tolerations"), toleration("not-ready"), toleration("unreachable")],
    priority: spec.priority ?? 0,
    enableServiceLinks: spec.enableServiceLinks ?? true,
    preemptionPolicy: spec.preemptionPolicy ?? "PreemptLowerPriority",
  };
}

function containerWithDefaults(container: JsonObject, mounts: readonly JsonObject[]): JsonObject {
  const limits = objectIn(container, "resources", "limits");
  const requests = { ...limits, ...objectIn(container, "resources", "requests") };
  const resources = objectIn(container, "resources");
  const image = textIn(container, "image") ?? "";
  const volumeMounts = [...objectsIn(container, "volumeMounts"), ...mounts];
  return {
    ...container,
    resources: Object.keys(requests).length > 0 ? { ...resources, requests } : resources,
    terminationMessagePath: container.terminationMessagePath ?? "/dev/termination-log",
    terminationMessagePolicy: container.terminationMessagePolicy ?? "File",
    imagePullPolicy: container.imagePullPolicy ?? (isLatest(image) ? "Always" : "IfNotPresent"),
    ...(volumeMounts.length > 0 ? { volumeMounts } : {}),
  };
}

function isLatest(image: string): boolean {
  const last = image.split("/").at(-1) ?? "";
  return !image.includes("@") && (!last.includes(":") || last.endsWith(":latest"));
}

function tokenVolume(name: string): JsonObject {
  const namespace = { path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } };
  const sources: readonly Json[] = [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    { downwardAPI: { items: [namespace] } },
  ];
  return { name, projected: { sources, defaultMode: 420 } };
}

function toleration(condition: string): JsonObject {
  return { key: `node.kubernetes.io/${condition}`, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 };
}

/** Documented: Guaranteed when every container's limits are its requests, BestEffort when there are none. */
export function qosClass(spec: JsonObject): "Guaranteed" | "Burstable" | "BestEffort" {
  const resources = objectsIn(spec, "containers").map((container) => objectIn(container, "resources"));
  const amounts = resources.map((each) => [objectIn(each, "limits"), objectIn(each, "requests")] as const);
  if (amounts.every((each) => each.every((values) => Object.keys(values).length === 0))) return "BestEffort";
  const guaranteed = amounts.every(([limits, requests]) =>
    ["cpu", "memory"].every((resource) => limits[resource] !== undefined && limits[resource] === requests[resource]),
  );
  return guaranteed ? "Guaranteed" : "Burstable";
}
