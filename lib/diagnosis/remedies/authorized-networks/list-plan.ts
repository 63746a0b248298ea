import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { listLimit } from "@/lib/diagnosis/facts/derive/list-limit";
import { authorizedNetworksUpdate, type NetworkEntry } from "@/lib/diagnosis/remedies/authorized-networks-update";
import type { PlanDraft, Refusal } from "@/lib/engine/plan";

type Words = {
  readonly title: string;
  /** Imperative, one sentence. */
  readonly step: string;
  readonly undo: string | null;
  /** What is special about this change; what is true of every change of a list is added. */
  readonly warnings: readonly string[];
};

/** What whoever sends an update of the list needs: to read the cluster, to update it, and to follow the operation. */
export const updatePermissions = ["container.clusters.get", "container.clusters.update", "container.operations.get"];

/** The plan that makes the cluster's list this one, or why it is refused. */
export function listPlan(
  cluster: ClusterView,
  entries: readonly NetworkEntry[],
  { title, step, undo, warnings }: Words,
): Omit<PlanDraft, "risk"> | Refusal {
  const update = authorizedNetworksUpdate(cluster, entries);
  if ("refused" in update) return update;
  return {
    title,
    steps: [{ summary: step, request: update.request }],
    changes: update.changes,
    permissions: updatePermissions,
    commands: { gcloud: update.gcloud, kubectl: null, terraform: update.terraform },
    undo,
    warnings: [...warnings, ...generalWarnings(cluster, entries, update.gcloud !== null)],
    files: [],
  };
}

function generalWarnings(
  cluster: ClusterView,
  entries: readonly NetworkEntry[],
  hasCommand: boolean,
): readonly string[] {
  const { googleCloudAccess, privateEndpointEnforcement } = cluster.authorizedNetworks;
  const limit = listLimit(cluster);
  const warnings: string[] = [];
  if (cluster.managedBy && cluster.managedBy !== "composer") warnings.push(managerWarnings[cluster.managedBy]);
  if (cluster.status === "RECONCILING") {
    warnings.push("The cluster is RECONCILING: GKE may refuse the update until its operation has ended.");
  }
  if (entries.length * 10 >= limit * 9) {
    warnings.push(`The list will have ${entries.length} entries; GKE is documented to take ${limit}.`);
  }
  if (hasCommand && entries.some(({ displayName }) => displayName !== "")) {
    warnings.push(
      "The gcloud command replaces the list and loses every display name; Drawbridge's own request keeps them.",
    );
  }
  if (hasCommand && (googleCloudAccess || privateEndpointEnforcement)) {
    warnings.push(
      "The gcloud command leaves out gcpPublicCidrsAccessEnabled and privateEndpointEnforcementEnabled, and it is not documented what GKE then makes of them.",
    );
  }
  return warnings;
}

const managerWarnings: Readonly<Record<"terraform" | "config-connector", string>> = {
  terraform:
    "This cluster is managed by Terraform (label goog-terraform-provisioned): the next apply undoes the change. Put the block shown under Terraform into the code.",
  "config-connector":
    "This cluster is managed by Config Connector (label managed-by-cnrm): it will undo the change. Change spec.masterAuthorizedNetworksConfig of the ContainerCluster resource.",
};
