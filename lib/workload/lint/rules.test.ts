import { describe, expect, it } from "vitest";
import { type EnvironmentVersions, environmentVersions, unknownEnvironment } from "../airflow/environment";
import { lintDag } from "./lint";

const composer1 = environmentVersions({ imageVersion: "composer-1.20.12-airflow-2.4.3", providerVersion: "5.0.0" });
const composer2 = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3", providerVersion: "8.3.3" });
const composer3 = environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" });
const withProvider = (providerVersion: string) => environmentVersions({ providerVersion });

const header = "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\n";
const sound =
  'task_id="t", name="t", namespace="composer-user-workloads", image="i:1", config_file="/home/airflow/composer_kube_config", startup_timeout_seconds=600';

/** Without what is said of the import, which old providers have elsewhere: lint.test.ts. */
function lint(text: string, environment: EnvironmentVersions = composer2) {
  return lintDag(text, environment).findings.filter(({ rule }) => rule !== "import-path");
}
/** The rules that one sound call with these more arguments breaks. */
function rulesOf(more: string, environment: EnvironmentVersions = composer2): string[] {
  return lint(`${header}KubernetesPodOperator(${sound}, ${more})\n`, environment).map(({ rule }) => rule);
}

describe("a sound call", () => {
  it.each([composer1, composer2, composer3, unknownEnvironment])("has no finding", (environment) => {
    expect(
      rulesOf('get_logs=True, container_resources=k8s.V1ResourceRequirements(), env_vars={"A": "b"}', environment),
    ).toEqual([]);
  });
});

describe("the rules", () => {
  it.each([
    // [more arguments, environment, rules]
    ["is_delete_operator_pod=True", withProvider("7.1.0"), []],
    ["is_delete_operator_pod=True", withProvider("7.2.0"), ["removed-parameter"]],
    ["is_delete_operator_pod=True", unknownEnvironment, ["removed-parameter"]],
    ["is_delete_operator_pod=True", environmentVersions({ imageVersion: "composer-2.0.0-airflow-2.3.4" }), []],
    [
      "is_delete_operator_pod=True",
      environmentVersions({ imageVersion: "composer-2.1.0-airflow-2.4.3" }),
      ["removed-parameter"],
    ],
    ["node_selectors={}", withProvider("5.0.0"), ["removed-parameter"]],
    ["progress_callback=f", withProvider("9.0.0"), []],
    ["progress_callback=f", withProvider("10.0.0"), ["removed-parameter"]],
    ["on_finish_action='delete_pod'", withProvider("7.1.0"), ["parameter-too-new"]],
    ["on_finish_action='delete_pod'", withProvider("7.2.0"), []],
    [
      "on_finish_action='delete_pod'",
      environmentVersions({ imageVersion: "composer-1.1.1-airflow-2.3.0" }),
      ["parameter-too-new"],
    ],
    ["on_finish_action='delete_active_pod'", withProvider("10.11.1"), ["finish-action"]],
    ["on_finish_action='delete_active_pod'", withProvider("10.12.0"), []],
    ["on_finish_action='remove'", composer2, ["finish-action"]],
    ["on_finish_action=action", composer2, []],
    ["schedule_timeout_seconds=1", withProvider("10.4.3"), ["parameter-too-new"]],
    ["something_new=1", composer2, []],
    ["resources={'limit_cpu': '1'}", withProvider("4.1.0"), []],
    ["resources={'limit_cpu': '1'}", withProvider("4.2.0"), ["resources"]],
    ["container_resources={'requests': {'cpu': '1'}}", composer2, ["dict-resources"]],
    ["container_resources=dict(requests={'cpu': '1'})", composer2, ["dict-resources"]],
    ["container_resources=make()", composer2, []],
    ["env_vars={'DB_PASSWORD': 'hunter2'}", composer2, ["plain-secret"]],
    ["env_vars=[k8s.V1EnvVar(name='DB_PASSWORD', value='hunter2')]", composer2, ["plain-secret"]],
    ["env_vars=[k8s.V1EnvVar(name='DB_PASSWORD', value_from=x)]", composer2, []],
    ["env_vars={'DB_PASSWORD': os.environ['X'], 'A': f'{x}'}", composer2, []],
    ["env_vars={'DEBUG': 1, 'B': True}", composer2, ["environment-not-text", "environment-not-text"]],
    ["arguments=['run', '--vars', '{\"a\": 1}']", composer2, []],
    ["arguments=['run', '--vars', 'a: {{ ds }}']", composer2, []],
    ["arguments=['run', '--vars', json.dumps(x)]", composer2, []],
    ["arguments=['run', '--vars', \"'{}'\"]", composer2, ["dbt-vars"]],
    ["arguments=['run', '--vars', 'a=1']", composer2, ["dbt-vars"]],
    ["arguments=['run', '--vars {\"a\": 1}']", composer2, ["dbt-vars"]],
    ["arguments=['run', '--vars={\"a\": 1}']", composer2, []],
    ["arguments=['run', '--vars', *more]", composer2, []],
    ["arguments=['run', '--select', 'path:m', 'tag:h']", composer2, ["dbt-union"]],
    ["arguments=['run', '--select', 'path:m,tag:h']", composer2, []],
    ["arguments=['run', '--select', 'tag:a', 'tag:b']", composer2, []],
    ["arguments=['run', '--select', 'path:m', '--exclude', 'tag:h']", composer2, []],
    ["arguments=['x', 'path:m', 'tag:h']", composer2, []],
  ] as const)("%s", (more, environment, rules) => {
    expect(rulesOf(more, environment)).toEqual(rules);
  });

  it.each([
    ["namespace='default'", composer2, ["default-namespace"]],
    ["namespace='default'", composer3, ["composer-3-namespace"]],
    ["namespace='mine'", composer2, []],
    ["namespace='mine'", composer3, ["composer-3-namespace"]],
    ["namespace=NS", composer3, []],
    ["namespace='{{ var.value.ns }}'", composer3, []],
    ["", composer2, ["missing-namespace"]],
    ["", unknownEnvironment, ["missing-namespace"]],
    ["", composer3, []],
    ["**common", composer2, []],
    ["pod_template_file='x.yaml'", composer2, []],
    ["name='a_b', namespace='n'", composer2, ["pod-name"]],
    ["name='a-b', namespace='n'", composer2, []],
    ["name='a b', namespace='n'", composer2, ["pod-name"]],
    ["name='{{ a_b }} c', namespace='n'", composer2, []],
    [`name='${"a".repeat(63)}', namespace='n'`, composer2, []],
    [`name='${"a".repeat(64)}', namespace='n'`, composer2, ["pod-name"]],
    [`name='${"a".repeat(221)}', namespace='n'`, composer2, ["pod-name"]],
    ["image='repo/i:latest', namespace='n'", composer2, ["image-latest"]],
    ["image='repo/i', namespace='n'", composer2, ["image-latest"]],
    ["image=f'repo/{i}', namespace='n'", composer2, []],
    ["image='repo/i:1', namespace='n'", composer2, []],
  ] as const)("about the pod: %s", (more, environment, rules) => {
    const call = `KubernetesPodOperator(task_id='t', config_file='x', startup_timeout_seconds=600, ${more})\n`;
    expect(lint(header + call, environment).map(({ rule }) => rule)).toEqual(rules);
  });

  it.each([
    ["", composer2, ["missing-config-file", "startup-timeout"]],
    ["", composer3, ["startup-timeout", "composer-3-namespace"]],
    ["", composer1, []],
    ["", unknownEnvironment, ["startup-timeout"]],
    ["startup_timeout_seconds=299, config_file=c", composer2, ["startup-timeout"]],
    ["startup_timeout_seconds=300, config_file=c", composer2, []],
    ["startup_timeout_seconds=60 * 5, config_file=c", composer2, []],
    ["startup_timeout_seconds=LIMIT, config_file=c", composer2, []],
    ["startup_timeout_seconds=600, in_cluster=True", composer2, []],
    ["startup_timeout_seconds=600, kubernetes_conn_id='other'", composer2, []],
    ["startup_timeout_seconds=600, kubernetes_conn_id='kubernetes_default'", composer2, ["missing-config-file"]],
    ["**kwargs", composer2, []],
  ] as const)("about reaching the cluster: %s", (more, environment, rules) => {
    expect(
      lint(`${header}KubernetesPodOperator(namespace='n', ${more})\n`, environment).map(({ rule }) => rule),
    ).toEqual(rules);
  });
});
