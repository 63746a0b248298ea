import { composerConfigFile, composerConnection, composerNamespace } from "../airflow/composer-defaults";
import type { EnvironmentVersions } from "../airflow/environment";
import { reached } from "../airflow/provider-range";
import { takesEffect } from "../airflow/signatures/lookup";
import { boolean, call, dict, type Expression, type Keyword, list, number, raw, string } from "../python/expression";
import { jinjaLiteral } from "../python/jinja";
import type { OperatorForm } from "./form";

/**
 * The keyword arguments of the task, in the order in which people read them. A parameter that some version of the
 * environment's range does not have is left out; `impossible` and `advise` say which of those a person must hear of.
 */
export function operatorKeywords(form: OperatorForm, environment: EnvironmentVersions, secrets: Expression): Keyword[] {
  const { provider } = environment;
  const has = (name: string) => takesEffect(provider, name) === "yes";
  const text = (value: string) => string(form.templates === "render" ? value : jinjaLiteral(value));
  const texts = (values: readonly string[]) => list(values.map(text));
  const keywords: (Keyword | false | undefined)[] = [
    ["task_id", string(form.taskId)],
    ["name", string(form.podName ?? podName(form.taskId))],
    namespace(form, environment),
    ["image", string(form.image)],
    form.imagePullPolicy !== undefined && ["image_pull_policy", string(form.imagePullPolicy)],
    form.command.length > 0 && ["cmds", texts(form.command)],
    form.arguments.length > 0 && ["arguments", texts(form.arguments)],
    form.environment.length > 0 && ["env_vars", dict(form.environment.map(({ name, value }) => [name, text(value)]))],
    form.secrets.length > 0 && ["secrets", secrets],
    form.labels.length > 0 && ["labels", dict(form.labels.map(({ key, value }) => [key, string(value)]))],
    resources(form, environment),
    form.serviceAccount !== undefined && ["service_account_name", string(form.serviceAccount)],
    ["get_logs", boolean(form.logs.container)],
    ["log_events_on_failure", boolean(form.logs.eventsOnFailure)],
    form.logs.podSpecOnFailure !== undefined &&
      has("log_pod_spec_on_failure") && ["log_pod_spec_on_failure", boolean(form.logs.podSpecOnFailure)],
    afterwards(form, environment),
    ["startup_timeout_seconds", number(form.startupTimeoutSeconds)],
    form.scheduleTimeoutSeconds !== undefined &&
      has("schedule_timeout_seconds") && ["schedule_timeout_seconds", number(form.scheduleTimeoutSeconds)],
    form.executionTimeoutMinutes !== undefined && [
      "execution_timeout",
      call("timedelta", [["minutes", number(form.executionTimeoutMinutes)]]),
    ],
    form.retries !== undefined && ["retries", number(form.retries)],
    form.pushXcom && ["do_xcom_push", boolean(true)],
    form.deferrable !== undefined && has("deferrable") && ["deferrable", boolean(form.deferrable)],
    ...connection(form, environment),
  ];
  return keywords.filter((keyword): keyword is Keyword => keyword !== false && keyword !== undefined);
}

/** The pod's name that the operator itself would make of a task id, so that the file shows it. */
function podName(taskId: string): string {
  const plain = taskId.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return plain.slice(0, 54).replaceAll(/^-+|-+$/g, "") || "task";
}

function namespace(form: OperatorForm, { composer }: EnvironmentVersions): Keyword | undefined {
  if (composer === 3) return ["namespace", string(composerNamespace)];
  const value = form.namespace ?? (composer === 2 ? composerNamespace : undefined);
  return value === undefined ? undefined : ["namespace", string(value)];
}

function resources(form: OperatorForm, { provider }: EnvironmentVersions): Keyword | undefined {
  if (form.resources === undefined) return undefined;
  const sides = (["requests", "limits"] as const).flatMap((side): Keyword[] => {
    const { cpu, memory, ephemeralStorage } = form.resources?.[side] ?? {};
    const entries = Object.entries({ cpu, memory, "ephemeral-storage": ephemeralStorage }).flatMap(
      ([key, value]): [string, Expression][] => (value === undefined ? [] : [[key, string(value)]]),
    );
    return entries.length === 0 ? [] : [[side, dict(entries)]];
  });
  if (sides.length === 0) return undefined;
  const name = reached(provider, [4, 2, 0]) === "no" ? "resources" : "container_resources";
  return [name, call("k8s.V1ResourceRequirements", sides)];
}

function afterwards(form: OperatorForm, { provider }: EnvironmentVersions): Keyword | undefined {
  const action = {
    delete: "delete_pod",
    "delete-succeeded": "delete_succeeded_pod",
    "delete-active": "delete_active_pod",
    keep: "keep_pod",
  };
  if (takesEffect(provider, "on_finish_action") === "yes") return ["on_finish_action", string(action[form.afterwards])];
  if (takesEffect(provider, "is_delete_operator_pod") === "yes") {
    return ["is_delete_operator_pod", boolean(form.afterwards !== "keep")];
  }
  return undefined;
}

function connection(form: OperatorForm, { composer, provider }: EnvironmentVersions): (Keyword | false)[] {
  const ours = composer === 2 || composer === 3;
  const configFile =
    form.connection?.configFile ?? (ours && form.connection === undefined ? composerConfigFile : undefined);
  const id = form.connection?.id ?? (ours && form.connection === undefined ? composerConnection : undefined);
  return [
    configFile !== undefined && ["config_file", string(configFile)],
    id !== undefined && reached(provider, [4, 1, 0]) !== "no" && ["kubernetes_conn_id", string(id)],
  ];
}

/** The secrets as `Secret(...)` calls. */
export function secretCalls(form: OperatorForm): Expression {
  return list(
    form.secrets.map((secret) =>
      call("Secret", [
        ["deploy_type", string(secret.as === "variable" ? "env" : "volume")],
        ["deploy_target", string(secret.as === "variable" ? secret.variable : secret.path)],
        ["secret", string(secret.secret)],
        ["key", secret.key === undefined ? raw("None") : string(secret.key)],
      ]),
    ),
  );
}
