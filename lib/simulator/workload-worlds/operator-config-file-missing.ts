import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "operator-config-file-missing",
  title: "After the move to Composer 2 the operator calls Kubernetes as nobody: it has no config_file.",
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
      'kubernetes.client.exceptions.ApiException: (403) Reason: Forbidden HTTP response body: {"message":"pods is forbidden: User \\"system:anonymous\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"composer-user-workloads\\"","reason":"Forbidden","code":403}',
    dag: [
      "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator",
      "",
      "KubernetesPodOperator(",
      '    task_id="dbt_run",',
      '    name="dbt-run",',
      '    image="europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9",',
      '    namespace="composer-user-workloads",',
      ")",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "operator-config-file-missing" },
};
