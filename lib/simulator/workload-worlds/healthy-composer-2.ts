import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "healthy-composer-2",
  title: "A DAG on Composer 2 runs its pod in Composer's namespace, as a bound account.",
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
      '    namespace="composer-user-workloads",',
      '    config_file="/home/airflow/composer_kube_config",',
      '    kubernetes_conn_id="kubernetes_default",',
      ")",
    ].join("\n"),
  },
  expected: { verdict: "reachable", cause: null },
};
