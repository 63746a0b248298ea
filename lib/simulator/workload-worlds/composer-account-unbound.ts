import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "composer-account-unbound",
  title: "A DAG's pod gets 403 from Cloud Storage: somebody annotated Composer's service account, and nobody bound it.",
  base: "autopilot",
  overlay: {},
  setup: {
    environment: { generation: 2 },
    objects: composerNamespaceObjects("{gsa}"),
  },
  request: {
    namespace: "composer-user-workloads",
    serviceAccount: "default",
    googleServiceAccount: "{gsa}",
    errorText:
      "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). This error could be caused by a missing IAM policy binding on the target IAM service account.",
  },
  expected: { verdict: "blocked", cause: "binding-missing" },
};
