import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, composerNamespaceObjects } from "./common";

export const world: WorkloadWorld = {
  name: "operator-public-endpoint",
  title: "GKEStartPodOperator times out: it goes to the cluster's public endpoint, and Airflow is private.",
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
      "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='34.140.20.8', port=443): Max retries exceeded with url: /api/v1/namespaces/composer-user-workloads/pods (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object>, 'Connection to 34.140.20.8 timed out. (connect timeout=None)'))",
    dag: [
      "from airflow.providers.google.cloud.operators.kubernetes_engine import GKEStartPodOperator",
      "",
      "GKEStartPodOperator(",
      '    task_id="dbt_run",',
      '    project_id="corp-data-prod",',
      '    location="europe-west1",',
      '    cluster_name="analytics",',
      '    name="dbt-run",',
      '    namespace="composer-user-workloads",',
      '    image="europe-docker.pkg.dev/corp-data-prod/dbt/dbt:1.9",',
      ")",
    ].join("\n"),
  },
  expected: { verdict: "blocked", cause: "operator-public-endpoint" },
};
