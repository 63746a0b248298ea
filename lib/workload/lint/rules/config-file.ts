import { composerConfigFile, composerConnection } from "../../airflow/composer-defaults";
import { stringValue } from "../../python/literal";
import { pyString } from "../../python/quote";
import { type CallRule, isMissing, missing } from "../context";

/** On Composer 2 the operator reaches the environment's cluster with Composer's kubeconfig. A connection of one's own may hold another. */
export const configFile: CallRule = (call, context) => {
  if (context.environment.composer !== 2) return [];
  const connection = call.keywords.get("kubernetes_conn_id");
  const ownConnection =
    connection === undefined
      ? !isMissing(call, context, "kubernetes_conn_id")
      : stringValue(context.source, connection.value) !== composerConnection;
  if (ownConnection || !isMissing(call, context, "config_file")) return [];
  if (["in_cluster", "cluster_context"].some((name) => !isMissing(call, context, name))) return [];
  return [
    missing(call, context, `config_file=${pyString(composerConfigFile)}`, {
      rule: "missing-config-file",
      level: "warning",
      message: `No config_file. On Composer 2, ${composerConfigFile} is how the operator reaches the environment's cluster; without it tasks have met 401, 403 and “system:anonymous”.`,
      source: "Google's sample for Composer 2; root causes 6.7, 66",
    }),
  ];
};
