import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { type PrincipalParts, parseMember } from "./member";

/** `projectNumber` null: not known, and not compared; the pool's name holds its project's id. */
type Account = Omit<PrincipalParts, "projectNumber"> & {
  readonly projectNumber: string | null;
  readonly cluster: ClusterName;
};

/** True when a member of an IAM policy is this Kubernetes service account itself, or a set of principals that it is in. */
export function meansDirectly(member: string, account: Account): boolean {
  const said = parseMember(member);
  if (said.kind === "other" || said.kind === "deleted" || said.kind === "workload") return false;
  if (said.pool !== account.pool) return false;
  if (account.projectNumber !== null && said.projectNumber !== account.projectNumber) return false;
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
