const listable = ["create", "delete", "get", "list", "patch", "update", "watch"];

function resource(name: string, singularName: string, kind: string, namespaced: boolean, shortNames: string[] = []) {
  return { name, singularName, kind, namespaced, shortNames, verbs: listable };
}

function review(name: string, singularName: string, kind: string) {
  return { name, singularName, kind, namespaced: false, verbs: ["create"] };
}

function group(name: string) {
  const version = { groupVersion: `${name}/v1`, version: "v1" };
  return { name, versions: [version], preferredVersion: version };
}

/** The discovery documents, by path: what kubectl asks for before anything else. */
export const discovery: Readonly<Record<string, object>> = {
  "/api": {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: "172.16.0.2:443" }],
  },
  "/apis": {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [group("authentication.k8s.io"), group("authorization.k8s.io")],
  },
  "/api/v1": {
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: [
      resource("namespaces", "namespace", "Namespace", false, ["ns"]),
      resource("nodes", "node", "Node", false, ["no"]),
      resource("pods", "pod", "Pod", true, ["po"]),
    ],
  },
  "/apis/authentication.k8s.io/v1": {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: "authentication.k8s.io/v1",
    resources: [review("selfsubjectreviews", "selfsubjectreview", "SelfSubjectReview")],
  },
  "/apis/authorization.k8s.io/v1": {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: "authorization.k8s.io/v1",
    resources: [review("selfsubjectaccessreviews", "selfsubjectaccessreview", "SelfSubjectAccessReview")],
  },
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
