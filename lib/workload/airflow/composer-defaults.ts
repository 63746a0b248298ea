/**
 * What Google's sample for Composer 2 and 3 sets, so that the operator reaches the environment's own cluster.
 * Source: python-docs-samples, composer/workflows/kubernetes_pod_operator_c2.py.
 */
export const composerNamespace = "composer-user-workloads";
export const composerConfigFile = "/home/airflow/composer_kube_config";
export const composerConnection = "kubernetes_default";

/** Under this, starting a pod on Autopilot often fails while a node is being added (1–3 minutes or more). */
export const shortStartupSeconds = 300;
/** What Google's sample sets. */
export const ampleStartupSeconds = 600;
