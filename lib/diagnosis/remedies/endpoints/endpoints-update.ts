import { formatClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { PlannedRequest } from "@/lib/engine/plan";
import { command, shellQuote } from "@/lib/kubernetes/shell-quote";

/** What whoever changes an endpoint needs: to read the cluster, to update it, and to follow the operation. */
export const endpointPermissions = [
  "container.clusters.get",
  "container.clusters.update",
  "container.operations.get",
] as const;

/**
 * One PUT that changes the given part of `desiredControlPlaneEndpointsConfig` and nothing else, guarded by the etag of the
 * cluster that was read. GKE merges down to `dnsEndpointConfig` and to the fields of `ipEndpointsConfig`;
 * `authorizedNetworksConfig` is replaced as a unit (domain facts 2.6).
 */
export function endpointsUpdate({ name, etag }: ClusterView, config: object): PlannedRequest {
  const fullName = formatClusterName(name);
  return {
    method: "PUT",
    path: `/v1/${fullName}`,
    body: { name: fullName, update: { etag, desiredControlPlaneEndpointsConfig: config } },
  };
}

/** `gcloud container clusters update` with these flags, as a command to paste. */
export function updateCommand(cluster: ClusterView, flags: readonly string[]): string {
  return command(updateWords(cluster, flags));
}

/** The same on one line, for a sentence. */
export function updateLine(cluster: ClusterView, flags: readonly string[]): string {
  return updateWords(cluster, flags).map(shellQuote).join(" ");
}

function updateWords({ name }: ClusterView, flags: readonly string[]): readonly string[] {
  const place = ["--location", name.location, "--project", name.project];
  return ["gcloud", "container", "clusters", "update", name.cluster, ...place, ...flags];
}

/** What would delay or undo a change of the endpoints. */
export function updateWarnings({ status, managedBy }: ClusterView): readonly string[] {
  return [
    ...(managedBy && managedBy !== "composer" ? [managers[managedBy]] : []),
    ...(status === "RECONCILING"
      ? ["The cluster is RECONCILING: GKE may refuse the update until its operation has ended."]
      : []),
  ];
}

const managers: Readonly<Record<"terraform" | "config-connector", string>> = {
  terraform:
    "This cluster is managed by Terraform (label goog-terraform-provisioned): the next apply undoes the change. Put the block shown under Terraform into the code.",
  "config-connector":
    "This cluster is managed by Config Connector (label managed-by-cnrm): it will undo the change. Change the ContainerCluster resource instead.",
};
