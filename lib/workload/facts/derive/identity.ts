import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { WorkloadClusterView } from "@/lib/workload/facts/workload-cluster-view";
import { defaultPool } from "./member";
import { projectOf } from "./project-of";

type Request = WorkloadFactValues["request"];
type Cluster = WorkloadFactValues["cluster"];

/** `namespace/name` of the Kubernetes service account that was asked about. */
export function accountName({ namespace, serviceAccount }: Request): string {
  return `${namespace}/${serviceAccount}`;
}

/** The part of an e-mail address that people know an account by. */
export function shortEmail(email: string): string {
  return email.split("@")[0] ?? email;
}

/** The pool that the pods' principals are named by: the cluster's own, and while it has none, the one that it will have. */
export function poolOf(request: Request, cluster: Cluster | undefined): string {
  const named = cluster?.outcome === "found" ? cluster.view.workloadPool : null;
  return named ?? defaultPool(projectOf(request.target));
}

/** True for Compute Engine's default account, and for the accounts that this cluster's nodes run as. */
export function isNodeAccount(email: string, cluster: WorkloadClusterView | undefined): boolean {
  if (/^\d+-compute@developer\.gserviceaccount\.com$/.test(email)) return true;
  return cluster?.nodePools.some(({ serviceAccount }) => serviceAccount === email) ?? false;
}

/** Whose identity a name is, as a metadata server or an API's answer says it. */
export type Whose = "wanted" | "pool" | "node" | "other";

/** The node's account counts as wanted where it was asked for. */
export function whose(name: string, request: Request, cluster: Cluster | undefined): Whose {
  const wanted = request.googleServiceAccount;
  if (name === wanted) return "wanted";
  if (/^[a-z0-9.:-]+\.svc\.id\.goog$/.test(name)) {
    return wanted === null && name === poolOf(request, cluster) ? "wanted" : "pool";
  }
  return isNodeAccount(name, cluster?.outcome === "found" ? cluster.view : undefined) ? "node" : "other";
}
