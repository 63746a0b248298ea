import { formatClusterName } from "@/lib/core/cluster-name";
import { defineRemedy } from "./define-remedy";
import { getCredentialsCommand } from "./get-credentials-command";

/** The same command with the place where the cluster really is. */
export const correctLocation = defineRemedy({
  id: "correct-location",
  risk: "none",
  needs: ["request"],

  plan({ request }, { cluster }) {
    const before = formatClusterName(request.cluster);
    const after = formatClusterName(cluster);
    return {
      title: `Use ${cluster.cluster} in ${cluster.location}`,
      steps: [
        { summary: `Name the location ${cluster.location} and the project ${cluster.project} in full.`, request: null },
        { summary: `Then diagnose ${after}.`, request: null },
      ],
      changes: before === after ? [] : [{ field: "cluster", before, after }],
      permissions: ["container.clusters.get"],
      commands: { gcloud: getCredentialsCommand(cluster, null), kubectl: null, terraform: null },
      undo: null,
      warnings: [
        "A zone (europe-west1-b) and its region (europe-west1) are two locations, and may each have a cluster of this name.",
        "gcloud config get project and gcloud config get billing/quota_project show on whose behalf gcloud asks without --project.",
      ],
      files: [],
    };
  },
});
