import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { PlannedRequest } from "@/lib/engine/plan";
import { impersonationAnnotation } from "@/lib/workload/facts/derive/member";
import type { IamPolicyView } from "@/lib/workload/facts/iam-view";
import type { NodePoolView } from "@/lib/workload/facts/workload-cluster-view";
import { policyBody, withMember, withoutMember } from "./policy-edit";
import type { WorkloadStep } from "./steps";

/** What requests are made on: the versions that were read, which guard them. */
export type StepGround = {
  readonly cluster: {
    readonly name: ClusterName;
    readonly etag: string;
    readonly nodePools: readonly Pick<NodePoolView, "name" | "etag">[];
  };
  /** Of the service account; null while it is not there or was not read: the one that is read right before is sent. */
  readonly resourceVersion: string | null;
  /** Of the Google service account; null where no step is about it. */
  readonly policy: IamPolicyView | null;
};

const nothing: IamPolicyView = { etag: "", version: 3, bindings: [] };

/** The request of a step exactly as it would be sent now. */
export function stepRequest(step: WorkloadStep, { cluster, resourceVersion, policy }: StepGround): PlannedRequest {
  switch (step.kind) {
    case "create-namespace":
      return {
        method: "POST",
        path: "/api/v1/namespaces",
        body: { apiVersion: "v1", kind: "Namespace", metadata: { name: step.namespace } },
      };
    case "create-service-account": {
      const metadata = { name: step.serviceAccount, namespace: step.namespace };
      const path = `/api/v1/namespaces/${step.namespace}/serviceaccounts`;
      return { method: "POST", path, body: { apiVersion: "v1", kind: "ServiceAccount", metadata } };
    }
    case "annotate": {
      const annotations = { [impersonationAnnotation]: step.after };
      const metadata = { ...(resourceVersion === null ? {} : { resourceVersion }), annotations };
      return { method: "PATCH", path: accountPath(step), body: { metadata } };
    }
    case "add-binding":
      return setPolicy(step.googleServiceAccount, withMember(policy ?? nothing, step.member));
    case "remove-binding":
      return setPolicy(step.googleServiceAccount, withoutMember(policy ?? nothing, step.member));
    case "enable-workload-identity":
      return updateCluster(cluster, step.workloadPool);
    case "disable-workload-identity":
      return updateCluster(cluster, "");
    case "set-node-metadata": {
      const name = `${formatClusterName(cluster.name)}/nodePools/${step.nodePool}`;
      const etag = cluster.nodePools.find((pool) => pool.name === step.nodePool)?.etag;
      const mode = step.after === "gke" ? "GKE_METADATA" : "GCE_METADATA";
      const body = { name, workloadMetadataConfig: { mode }, ...(etag ? { etag } : {}) };
      return { method: "PUT", path: `/v1/${name}`, body };
    }
    case "delete-namespace":
      return { method: "DELETE", path: `/api/v1/namespaces/${step.namespace}`, body: only(step.uid) };
    case "delete-service-account":
      return { method: "DELETE", path: accountPath(step), body: only(step.uid) };
  }
}

/** `projects/P/serviceAccounts/EMAIL`, with Google's `-` where the address names no project. */
export function accountResource(email: string): string {
  return `projects/${projectOfAccount(email) ?? "-"}/serviceAccounts/${email}`;
}

/** The project that a service account's address names; undefined for accounts of Google's own making. */
export function projectOfAccount(email: string): string | undefined {
  return /@([a-z][a-z0-9-]{4,28}[a-z0-9])\.iam\.gserviceaccount\.com$/.exec(email)?.[1];
}

function setPolicy(email: string, policy: IamPolicyView): PlannedRequest {
  return { method: "POST", path: `/v1/${accountResource(email)}:setIamPolicy`, body: policyBody(policy) };
}

function updateCluster({ name, etag }: StepGround["cluster"], workloadPool: string): PlannedRequest {
  const resource = formatClusterName(name);
  const update = { etag, desiredWorkloadIdentityConfig: { workloadPool } };
  return { method: "PUT", path: `/v1/${resource}`, body: { name: resource, update } };
}

function accountPath({ namespace, serviceAccount }: { readonly namespace: string; readonly serviceAccount: string }) {
  return `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}`;
}

function only(uid: string) {
  return { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid } };
}
