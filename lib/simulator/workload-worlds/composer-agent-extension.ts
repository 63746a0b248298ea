import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "composer-agent-extension",
  title: "An environment does not come up: Composer's service agent lacks its role on the environment's account.",
  base: "autopilot",
  overlay: {},
  setup: {
    environment: { generation: 2, overlay: { state: "ERROR", config: { nodeConfig: { serviceAccount: "{gsa}" } } } },
    googleServiceAccount: { policy: boundToOwnAccount("composer-user-workloads", "default") },
    projectRoles: { "roles/composer.worker": ["serviceAccount:{gsa}"] },
    objects: composerNamespaceObjects("{gsa}"),
  },
  request: {
    namespace: "composer-user-workloads",
    serviceAccount: "default",
    googleServiceAccount: "{gsa}",
    errorText:
      "Composer Agent service account (service-{projectNumber}@cloudcomposer-accounts.iam.gserviceaccount.com) is missing required permissions: iam.serviceAccounts.getIamPolicy, iam.serviceAccounts.setIamPolicy. The Cloud Composer v2 API Service Agent Extension role might be missing.",
  },
  expected: { verdict: "blocked", cause: "composer-agent-extension" },
};
