import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { agentExtension, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "environment-account-role",
  title: "An environment does not come up: its own account is no Composer worker.",
  base: "autopilot",
  overlay: {},
  setup: {
    environment: { generation: 2, overlay: { state: "ERROR", config: { nodeConfig: { serviceAccount: "{gsa}" } } } },
    googleServiceAccount: {
      policy: {
        bindings: [
          agentExtension,
          {
            role: "roles/iam.workloadIdentityUser",
            members: ["serviceAccount:{pool}[composer-user-workloads/default]"],
          },
        ],
      },
    },
    objects: composerNamespaceObjects("{gsa}"),
  },
  request: { namespace: "composer-user-workloads", serviceAccount: "default", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "environment-account-role" },
};
