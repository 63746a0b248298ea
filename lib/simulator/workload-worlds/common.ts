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

/** The namespace that Composer makes for pods of DAGs, its service account annotated with what `annotation` says. */
export function composerNamespaceObjects(annotation?: string): readonly JsonObject[] {
  return namespaceWithAccount("composer-user-workloads", "default", annotation);
}

/** What the pods of these worlds run. */
export const dbtImage = "europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9";

/** A pod under the service account; `spec` is added to its own. */
export function podOf(
  name: string,
  { namespace, account }: { readonly namespace: string; readonly account: string },
  spec: JsonObject = {},
): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: { serviceAccountName: account, containers: [{ name: "base", image: dbtImage }], ...spec },
  };
}

/** The extension role of Composer's service agent on `{gsa}`, for environments that run as it. */
export const agentExtension: JsonObject = {
  role: "roles/composer.ServiceAgentV2Ext",
  members: ["serviceAccount:service-{projectNumber}@cloudcomposer-accounts.iam.gserviceaccount.com"],
};

/** Node pools with these metadata modes, instead of the base's one. */
export function nodePools(modes: Readonly<Record<string, "GKE_METADATA" | "GCE_METADATA">>): readonly JsonObject[] {
  return Object.entries(modes).map(([name, mode]) => ({
    name,
    status: "RUNNING",
    etag: "{etag}",
    initialNodeCount: 1,
    config: { machineType: "e2-standard-4", serviceAccount: "default", workloadMetadataConfig: { mode } },
    selfLink: `{selfLink}/nodePools/${name}`,
  }));
}
