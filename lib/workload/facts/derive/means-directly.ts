import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { type PrincipalParts, parseMember } from "./member";

/** True when a member of an IAM policy is this Kubernetes service account itself, or a set of principals that it is in. */
export function meansDirectly(member: string, account: PrincipalParts & { readonly cluster: ClusterName }): boolean {
  const said = parseMember(member);
  if (said.kind === "other" || said.kind === "deleted" || said.kind === "workload") return false;
  if (said.projectNumber !== account.projectNumber || said.pool !== account.pool) return false;
  switch (said.kind) {
    case "direct":
      return said.namespace === account.namespace && said.serviceAccount === account.serviceAccount;
    case "namespace-set":
      return said.namespace === account.namespace;
    case "pool-set":
      return (
        said.cluster === null ||
        said.cluster === `https://container.googleapis.com/v1/${formatClusterName(account.cluster)}`
      );
  }
}
