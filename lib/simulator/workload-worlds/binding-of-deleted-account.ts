import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "binding-of-deleted-account",
  title: "The binding is of the principal as it was before a deletion.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: {
      policy: {
        bindings: [
          {
            role: "roles/iam.workloadIdentityUser",
            members: ["deleted:serviceAccount:{pool}[dbt/dbt-runner]?uid=104893112233445566778"],
          },
        ],
      },
    },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: { namespace: "dbt", serviceAccount: "dbt-runner", googleServiceAccount: "{gsa}" },
  expected: { verdict: "blocked", cause: "binding-of-deleted-account" },
};
