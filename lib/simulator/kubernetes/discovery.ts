import { type ResourceType, resourceTypes } from "./objects/resource-types";

const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

function resource({
  resource: name,
  singular,
  kind,
  namespaced,
  shortNames,
  subresources,
}: ResourceType): readonly object[] {
  const whole = {
    name,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    shortNames,
    ...(kind === "Pod" ? { categories: ["all"] } : {}),
  };
  const parts = subresources.map((part) => ({
    name: `${name}/${part}`,
    singularName: "",
    namespaced,
    kind,
    verbs: ["get"],
  }));
  return [whole, ...parts];
}

function review(name: string, singularName: string, kind: string) {
  return { name, singularName, kind, namespaced: false, verbs: ["create"] };
}

const reviews: Readonly<Record<string, readonly object[]>> = {
  "authentication.k8s.io": [review("selfsubjectreviews", "selfsubjectreview", "SelfSubjectReview")],
  "authorization.k8s.io": [
    review("selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview"),
    review("selfsubjectrulesreviews", "selfsubjectrulesreview", "SelfSubjectRulesReview"),
  ],
};

const groups = [
  ...Object.keys(reviews),
  ...new Set(resourceTypes.map(({ group }) => group).filter((group) => group !== "")),
];

function groupDocument(name: string) {
  const version = { groupVersion: `${name}/v1`, version: "v1" };
  return { name, versions: [version], preferredVersion: version };
}

function resourceList(group: string): object {
  const groupVersion = group === "" ? "v1" : `${group}/v1`;
  const resources = resourceTypes.filter((type) => type.group === group).flatMap(resource);
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion,
    resources: [...(reviews[group] ?? []), ...resources],
  };
}

/** The discovery documents, by path: what kubectl asks for before anything else. */
export const discovery: Readonly<Record<string, object>> = {
  "/api": {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: "172.16.0.2:443" }],
  },
  "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: groups.map(groupDocument) },
  "/api/v1": resourceList(""),
  ...Object.fromEntries(groups.map((group) => [`/apis/${group}/v1`, resourceList(group)])),
  ...Object.fromEntries(
    groups.map((group) => [`/apis/${group}`, { kind: "APIGroup", apiVersion: "v1", ...groupDocument(group) }]),
  ),
};

/** What `/version` answers for a control plane of this GKE version. */
export function versionDocument(gkeVersion: string): object {
  const [major = "1", minor = "33"] = gkeVersion.split(".");
  return {
    major,
    minor,
    gitVersion: `v${gkeVersion}`,
    gitCommit: "5adb0ac43b1e7c4b0f7a4d1f2c3e9a6b8d7f0c21",
    gitTreeState: "clean",
    buildDate: "2026-08-12T04:18:33Z",
    goVersion: "go1.24.9 X:boringcrypto",
    compiler: "gc",
    platform: "linux/amd64",
  };
}
