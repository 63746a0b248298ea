import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "binding-conditional",
  title: "The binding was made for a trial, and its condition ended with it.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: {
      policy: {
        bindings: [
          {
            role: "roles/iam.workloadIdentityUser",
            members: ["serviceAccount:{pool}[dbt/dbt-runner]"],
            condition: { title: "trial", expression: 'request.time < timestamp("2025-01-01T00:00:00Z")' },
          },
        ],
      },
    },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "binding-conditional" },
};
