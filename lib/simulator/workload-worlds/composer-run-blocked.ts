import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "composer-run-blocked",
  title: "gcloud composer environments run hangs: the environment's cluster lets only listed networks in.",
  base: "autopilot",
  overlay: {},
  setup: {
    environment: {
      generation: 2,
      overlay: {
        config: {
          masterAuthorizedNetworksConfig: {
            enabled: true,
            cidrBlocks: [{ displayName: "office", cidrBlock: "81.92.200.0/24" }],
          },
        },
      },
    },
    googleServiceAccount: { policy: boundToOwnAccount("composer-user-workloads", "default") },
    objects: composerNamespaceObjects("{gsa}"),
  },
  request: {
    namespace: "composer-user-workloads",
    serviceAccount: "default",
    googleServiceAccount: "{gsa}",
    errorText: [
      "Executing within the following Kubernetes cluster namespace: composer-2-9-7-airflow-2-9-3-4c1d9e2f",
      "Unable to connect to the server: dial tcp 34.140.20.8:443: i/o timeout",
      "ERROR: (gcloud.composer.environments.run) kubectl returned non-zero status code.",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "composer-run-blocked" },
};
