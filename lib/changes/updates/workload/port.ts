import type { ClusterName } from "@/lib/core/cluster-name";
import type { ContainerReader } from "@/lib/google/container";
import type { ContainerWriter } from "@/lib/google/container-writer";
import type { NamespaceContents } from "@/lib/kubernetes/api/namespace-contents";
import type { KubernetesReader } from "@/lib/kubernetes/api/reader";
import type { KubernetesWriter } from "@/lib/kubernetes/api/writer";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";

/** One cluster's Kubernetes API, read and written. Errors are `KubernetesError`. */
export type KubernetesPort = {
  readonly reader: Pick<KubernetesReader, "namespace" | "serviceAccount" | "pods">;
  readonly writer: Pick<
    KubernetesWriter,
    "createNamespace" | "createServiceAccount" | "annotate" | "deleteServiceAccount" | "deleteNamespace"
  >;
  /** What is in a namespace beside what Kubernetes makes itself. */
  readonly contents: (namespace: string, signal: AbortSignal) => Promise<NamespaceContents>;
};

/** What the applier asks and tells for workloads. Errors are `GoogleError` and `KubernetesError`. */
export type WorkloadPort = {
  readonly iam: {
    readonly getPolicy: (email: string, timeoutMs: number) => Promise<IamPolicyView>;
    /** Sent once. @throws GoogleError `aborted` when the policy is not `before` any more; `unknown-outcome` */
    readonly setPolicy: (
      email: string,
      change: { readonly before: IamPolicyView; readonly after: IamPolicyView },
      timeoutMs: number,
    ) => Promise<IamPolicyView>;
  };
  /** @throws KubernetesError `unreachable`, with what was tried; GoogleError, `not-found` for a cluster that is gone */
  readonly kubernetes: (cluster: ClusterName, signal: AbortSignal) => Promise<KubernetesPort>;
  readonly container: Pick<ContainerReader, "getWorkloadCluster"> &
    Pick<ContainerWriter, "enableWorkloadIdentity" | "setNodePoolMetadata">;
};
