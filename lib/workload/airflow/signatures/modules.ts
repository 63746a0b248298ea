import type { Version } from "../versions";

type OperatorModule = {
  readonly module: string;
  readonly since: Version | null;
  readonly removed: Version | null;
  readonly deprecated: Version | null;
  readonly source: string;
};

/** Where `KubernetesPodOperator` is imported from today. */
export const operatorModule = "airflow.providers.cncf.kubernetes.operators.pod";
export const formerOperatorModule = "airflow.providers.cncf.kubernetes.operators.kubernetes_pod";
export const contribOperatorModule = "airflow.contrib.operators.kubernetes_pod_operator";

/** Every home the class has had, by provider version. */
export const operatorModules: readonly OperatorModule[] = [
  {
    module: operatorModule,
    since: [5, 3, 0],
    removed: null,
    deprecated: null,
    source: "Changelog 5.3.0, “Align cncf provider file names with AIP-21” (#29905)",
  },
  {
    module: formerOperatorModule,
    since: [1, 0, 0],
    removed: [10, 0, 0],
    deprecated: [5, 3, 0],
    source: "Changelog 5.3.0 (#29905, deprecated alias), 10.0.0 (removed, #43689)",
  },
  {
    module: contribOperatorModule,
    since: null,
    removed: [1, 0, 0],
    deprecated: null,
    source: "API reference of Airflow 1.10.11; `airflow.contrib` is Airflow 1",
  },
];

/** Where `Secret` is imported from, by provider version. Source: changelog 7.4.0, “Move all k8S classes to cncf.kubernetes provider” (#32767). */
export const secretModule = "airflow.providers.cncf.kubernetes.secret";
export const formerSecretModule = "airflow.kubernetes.secret";
export const secretModuleSince: Version = [7, 4, 0];
