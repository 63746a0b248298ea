const readVerbs = ["get", "list", "watch"];
const writeVerbs = ["create", "delete", "deletecollection", "patch", "update"];

/** What the built-in ClusterRole `view` lets read, and of it what `edit` lets write too. */
const writable = [
  "configmaps",
  "cronjobs",
  "daemonsets",
  "deployments",
  "horizontalpodautoscalers",
  "ingresses",
  "jobs",
  "networkpolicies",
  "persistentvolumeclaims",
  "poddisruptionbudgets",
  "pods",
  "replicasets",
  "replicationcontrollers",
  "serviceaccounts",
  "services",
  "statefulsets",
];
const readable = [
  ...writable,
  "endpoints",
  "events",
  "limitranges",
  "namespaces",
  "pods/log",
  "pods/status",
  "resourcequotas",
];

/** What only `edit` has: reading secrets, and getting into pods. */
const editOnly = ["secrets", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"];

const discovery = /^\/(?:version|healthz|livez|readyz|api|apis|openapi)(?:\/|$)/;

/**
 * The smallest ClusterRole of every Kubernetes cluster that allows the verb on the resource, or on a path such as
 * `/version`. Undefined where there is none: nodes, custom resources, RBAC itself.
 */
export function builtInRole(
  verb: string | null,
  resource: string | null,
): "view" | "edit" | "system:discovery" | undefined {
  if (resource === null) return verb === null || readVerbs.includes(verb) ? "view" : undefined;
  if (resource.startsWith("/")) return verb === "get" && discovery.test(resource) ? "system:discovery" : undefined;
  if (verb === null) return undefined;
  if (readVerbs.includes(verb) && readable.includes(resource)) return "view";
  if (writeVerbs.includes(verb) && writable.includes(resource)) return "edit";
  return [...readVerbs, ...writeVerbs].includes(verb) && editOnly.includes(resource) ? "edit" : undefined;
}
