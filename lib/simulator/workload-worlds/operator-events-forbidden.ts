import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "operator-events-forbidden",
  title: "Tasks fail since the provider was upgraded: the operator may not list events.",
  base: "autopilot",
  overlay: {},
  setup: {
    environment: { generation: 2 },
    googleServiceAccount: { policy: boundToOwnAccount("composer-user-workloads", "default") },
    objects: composerNamespaceObjects("{gsa}"),
  },
  request: {
    namespace: "composer-user-workloads",
    serviceAccount: "default",
    googleServiceAccount: "{gsa}",
    errorText:
      'kubernetes.client.exceptions.ApiException: (403) Reason: Forbidden HTTP response body: {"message":"events is forbidden: User \\"composer-environment@{project}.iam.gserviceaccount.com\\" cannot list resource \\"events\\" in API group \\"\\" in the namespace \\"composer-user-workloads\\"","reason":"Forbidden","code":403}',
  },
  expected: { verdict: "blocked", cause: "operator-events-forbidden" },
};
