import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "operator-pods-forbidden",
  title: "GKEStartPodOperator may not make pods in another cluster.",
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
      'kubernetes.client.exceptions.ApiException: (403) Reason: Forbidden HTTP response body: {"message":"pods is forbidden: User \\"composer-environment@{project}.iam.gserviceaccount.com\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"composer-user-workloads\\": requires one of [\\"container.pods.create\\"] permission(s).","reason":"Forbidden","code":403}',
  },
  expected: { verdict: "blocked", cause: "operator-pods-forbidden" },
};
