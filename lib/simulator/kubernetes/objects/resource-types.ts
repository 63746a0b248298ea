/** A kind of objects that the simulated API servers have. */
export type ResourceType = {
  readonly group: string;
  readonly version: string;
  /** The plural in paths. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly subresources: readonly string[];
  /** The resource in Google's permissions: `container.PERMISSION.create`. */
  readonly permission: string;
};

type Extras = {
  readonly group?: string;
  readonly shortNames?: readonly string[];
  readonly subresources?: readonly string[];
  readonly clusterWide?: true;
};

function type(kind: string, resource: string, extras: Extras = {}): ResourceType {
  return {
    group: extras.group ?? "",
    version: "v1",
    resource,
    singular: kind.toLowerCase(),
    kind,
    namespaced: !extras.clusterWide,
    shortNames: extras.shortNames ?? [],
    subresources: extras.subresources ?? [],
    permission: `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`.replace(/y$/, "ie").concat("s"),
  };
}

const networking = "networking.k8s.io";
const rbac = "rbac.authorization.k8s.io";

/** Every resource of the simulated clusters, in the order of discovery. */
export const resourceTypes: readonly ResourceType[] = [
  type("ConfigMap", "configmaps", { shortNames: ["cm"] }),
  type("Event", "events", { shortNames: ["ev"] }),
  type("Namespace", "namespaces", { shortNames: ["ns"], clusterWide: true }),
  type("Node", "nodes", { shortNames: ["no"], clusterWide: true }),
  type("Pod", "pods", { shortNames: ["po"], subresources: ["log"] }),
  type("Secret", "secrets"),
  type("ServiceAccount", "serviceaccounts", { shortNames: ["sa"] }),
  type("NetworkPolicy", "networkpolicies", { group: networking, shortNames: ["netpol"] }),
  type("ClusterRoleBinding", "clusterrolebindings", { group: rbac, clusterWide: true }),
  type("ClusterRole", "clusterroles", { group: rbac, clusterWide: true }),
  type("RoleBinding", "rolebindings", { group: rbac }),
  type("Role", "roles", { group: rbac }),
];

export function apiVersionOf({ group, version }: ResourceType): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The type of this plural in this group; undefined when the simulated clusters have none. */
export function findResourceType(group: string, resource: string): ResourceType | undefined {
  return resourceTypes.find((candidate) => candidate.group === group && candidate.resource === resource);
}

/** The type of a manifest; undefined when the simulated clusters have none. */
export function resourceTypeOf(apiVersion: string | undefined, kind: string | undefined): ResourceType | undefined {
  return resourceTypes.find((candidate) => apiVersionOf(candidate) === apiVersion && candidate.kind === kind);
}

/** A type that the simulator itself works with. */
export function coreType(
  resource: "pods" | "events" | "namespaces" | "serviceaccounts" | "nodes" | "configmaps" | "secrets",
): ResourceType {
  const found = findResourceType("", resource);
  if (!found) throw new Error(`no type ${resource}`);
  return found;
}
