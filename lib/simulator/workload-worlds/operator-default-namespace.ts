import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "operator-default-namespace",
  title: "The operator runs its pod in the namespace default, where nothing is bound.",
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
    dag: [
      "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator",
      "",
      "KubernetesPodOperator(",
      '    task_id="dbt_run",',
      '    name="dbt-run",',
      '    image="europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9",',
      '    namespace="default",',
      '    config_file="/home/airflow/composer_kube_config",',
      ")",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "operator-default-namespace" },
};
