import type { JsonObject } from "@/lib/simulator/world";

/** A namespace with one service account, annotated with what `annotation` says; without it, not annotated. */
export function namespaceWithAccount(namespace: string, account: string, annotation?: string): readonly JsonObject[] {
  const annotations = annotation === undefined ? {} : { annotations: { "iam.gke.io/gcp-service-account": annotation } };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account, namespace, ...annotations } },
  ];
}

/** The policy of a Google service account that lets this Kubernetes service account act as it. */
export function boundToOwnAccount(namespace: string, account: string): JsonObject {
  const member = `serviceAccount:{pool}[${namespace}/${account}]`;
  return { bindings: [{ role: "roles/iam.workloadIdentityUser", members: [member] }] };
}
