import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";

type Updatable = Pick<ClusterView, "etag" | "status" | "managedBy" | "name" | "labels">;

/** Why GKE takes no update of this cluster, or none should be sent; undefined when one can be planned. */
export function whyNotUpdatable({ etag, status, managedBy, name, labels }: Updatable): string | undefined {
  if (managedBy === "composer") {
    return `This cluster belongs to a Composer environment: change it through Composer (${composerCommand(name, labels)}).`;
  }
  if (status === "PROVISIONING" || status === "STOPPING" || status === "ERROR") {
    return `The cluster is ${status}: GKE takes no update of it.`;
  }
  return etag === "" ? "Google gave no etag for this cluster: an update could overwrite somebody else's." : undefined;
}

/** Composer's own way to the list. The label that names the environment is assumed; words in capitals are to be filled in. */
function composerCommand({ project, location }: ClusterView["name"], labels: ClusterView["labels"]): string {
  const named = labels["goog-composer-environment"] ?? "";
  const environment = /^[a-z0-9-]+$/.test(named) ? named : "ENVIRONMENT";
  const region = location.replace(/-[a-z]$/, "");
  const list = "--enable-master-authorized-networks --master-authorized-networks WHOLE_LIST";
  return `gcloud composer environments update ${environment} --location ${region} --project ${project} ${list}`;
}
