import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EnvironmentVersions, environmentVersions, unknownEnvironment } from "../airflow/environment";
import { expectGolden, runPython, withoutPython } from "../testing";
import { lintDag } from "./lint";

const composer2 = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3", providerVersion: "8.3.3" });
const composer3 = environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" });
const withProvider = (providerVersion: string) => environmentVersions({ providerVersion });

const header = "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\n";
const sound =
  'task_id="t", name="t", namespace="composer-user-workloads", image="i:1", config_file="/home/airflow/composer_kube_config", startup_timeout_seconds=600';

function lint(text: string, environment: EnvironmentVersions = composer2) {
  return lintDag(text, environment).findings;
}
function fixOf(call: string, environment: EnvironmentVersions = composer2): (string | null)[] {
  return lint(`${header}${call}\n`, environment).map(({ fix }) => fix);
}

describe("the article's own code", () => {
  const read = (name: string) => readFileSync(new URL(`fixtures/${name}.py.txt`, import.meta.url), "utf8");

  it.each(["article-operator", "article-dbt"])("%s lists what is outdated", (name) => {
    const versions = [
      unknownEnvironment,
      environmentVersions({ imageVersion: "composer-2.1.0-airflow-2.4.3" }),
      composer2,
      composer3,
    ];
    const findings = versions.map((environment) => lint(read(name), environment));
    expectGolden(new URL(`fixtures/${name}.golden.json`, import.meta.url), `${JSON.stringify(findings, null, 2)}\n`);
  });

  it("names the old module and is_delete_operator_pod, whatever the versions from 7.2 on", () => {
    for (const environment of [unknownEnvironment, composer2, composer3, withProvider("7.2.0")]) {
      const rules = lint(read("article-operator"), environment).map(({ rule }) => rule);
      expect(rules).toContain("import-path");
      expect(rules).toContain("removed-parameter");
    }
  });

  it("says that the tags are a union with the path, and how to intersect them", () => {
    const found = lint(read("article-dbt")).find(({ rule }) => rule === "dbt-union");
    expect(found).toMatchObject({ line: 30, level: "warning" });
    expect(found?.fix?.trim()).toBe(`args[-1] += "," + tag_args.rstrip(',')`);
  });
});

describe("finding the operator", () => {
  const old = "airflow.providers.cncf.kubernetes.operators.kubernetes_pod";
  it.each([
    [`from ${old} import KubernetesPodOperator as KPO\nKPO(is_delete_operator_pod=True)`, 1],
    [`import ${old} as kp\nkp.KubernetesPodOperator()`, 1],
    [`import ${old}\n${old}.KubernetesPodOperator()`, 1],
    ["from airflow.providers.cncf.kubernetes.operators import pod\npod.KubernetesPodOperator()", 1],
    ["from airflow.providers.cncf.kubernetes import operators as o\no.pod.KubernetesPodOperator()", 1],
    [`from ${old} import *\nKubernetesPodOperator()`, 1],
    ["KubernetesPodOperator()", 1],
    [`${header}P = KubernetesPodOperator\nP()`, 1],
    [`${header}KubernetesPodOperator.partial(task_id="t").expand(arguments=[[]])`, 1],
    [`try:\n  ${header}except ImportError:\n  from ${old} import KubernetesPodOperator\nKubernetesPodOperator()`, 1],
    [`def f():\n    ${header}    return [KubernetesPodOperator(**k) for k in x]`, 1],
    ["from mine import KubernetesPodOperator\nKubernetesPodOperator(namespace='default')", 0],
    ["class KubernetesPodOperator: ...\nKubernetesPodOperator()", 0],
    [`${header}class Mine(KubernetesPodOperator): ...\nMine(namespace="default")`, 0],
    [`${header}for KubernetesPodOperator, x in y:\n    KubernetesPodOperator()`, 0],
    [`${header}a, (KubernetesPodOperator, *b) = y\nKubernetesPodOperator()`, 0],
    [`${header}with open() as KubernetesPodOperator:\n    KubernetesPodOperator()`, 0],
    [`${header}def f(KubernetesPodOperator):\n    KubernetesPodOperator()`, 0],
    [`${header}x = [KubernetesPodOperator() for KubernetesPodOperator in y]`, 0],
    [`${header}x = [KubernetesPodOperator(name=n) for n in y]`, 1],
    [`${header}def f(x=KubernetesPodOperator):\n    KubernetesPodOperator()`, 1],
    [`${header}KubernetesPodOperator = wrap(KubernetesPodOperator)\nKubernetesPodOperator()`, 0],
    ["# KubernetesPodOperator()\n'''KubernetesPodOperator()'''", 0],
    ["x = 'KubernetesPodOperator(namespace=\"default\")'", 0],
  ])("in %j: %d", (text, count) => {
    const result = lintDag(text, composer2);
    expect([result.operators, result.findings.some(({ rule }) => rule === "unreadable")]).toEqual([count, false]);
  });

  it.each([
    ["airflow.providers.cncf.kubernetes.operators.kubernetes_pod", "5.2.2", undefined],
    ["airflow.providers.cncf.kubernetes.operators.kubernetes_pod", "5.3.0", "warning"],
    ["airflow.providers.cncf.kubernetes.operators.kubernetes_pod", "10.0.0", "error"],
    ["airflow.providers.cncf.kubernetes.operators.pod", "10.0.0", undefined],
    ["airflow.contrib.operators.kubernetes_pod_operator", "8.0.0", "error"],
    ["mine.kubernetes_pod", "10.0.0", undefined],
  ])("imported from %s with provider %s: %s", (module, version, level) => {
    const [found] = lint(`from ${module} import KubernetesPodOperator  # here\n`, withProvider(version));
    expect(found?.level).toBe(level);
    if (found !== undefined) expect(found.fix).toBe(`${header.trimEnd()}  # here`);
  });

  const former = "airflow.providers.cncf.kubernetes.operators.kubernetes_pod";

  it.each(["airflow.providers.cncf.kubernetes.operators.pod", "airflow.contrib.operators.kubernetes_pod_operator"])(
    "imported from %s before provider 5.3.0 is corrected to the home of then",
    (module) => {
      const text = `from ${module} import KubernetesPodOperator  # here\n`;
      expect(lint(text, withProvider("5.2.2"))).toMatchObject([
        { rule: "import-path", level: "error", fix: `from ${former} import KubernetesPodOperator  # here` },
      ]);
    },
  );

  it("is Airflow 1's own from airflow.contrib", () => {
    const text = "from airflow.contrib.operators.kubernetes_pod_operator import KubernetesPodOperator\n";
    expect(lint(text, environmentVersions({ imageVersion: "composer-1.10.0-airflow-1.10.15" }))).toEqual([]);
  });

  it("does not blame an import that is tried first", () => {
    const text = `try:\n    ${header}except ImportError:\n    from airflow.providers.cncf.kubernetes.operators.kubernetes_pod import KubernetesPodOperator\n`;
    expect(lint(text)).toEqual([]);
  });
});

describe("what comes from elsewhere", () => {
  const bare = "KubernetesPodOperator(task_id='t')\n";
  it.each([
    [
      `d = {"namespace": "n", "startup_timeout_seconds": 600, "config_file": "c"}\nwith DAG("d", default_args=d):\n    ${bare}`,
      [],
    ],
    [`with DAG("d", default_args=dict(namespace="n", startup_timeout_seconds=600, config_file="c")):\n    ${bare}`, []],
    [`with DAG("d", default_args=load()):\n    ${bare}`, []],
    [`d = {"a": 1}\nd["namespace"] = "n"\nwith DAG("d", default_args=d):\n    ${bare}`, []],
    [`d = {"a": 1}\nd.update(x)\nwith DAG("d", default_args=d):\n    ${bare}`, []],
    [
      `d = {"owner": "x"}\nwith DAG("d", default_args=d):\n    ${bare}`,
      ["missing-namespace", "missing-config-file", "startup-timeout"],
    ],
    [`d = {"is_delete_operator_pod": False, **e}\nwith DAG("d", default_args=d):\n    ${bare}`, []],
    [
      `common = {"namespace": "default", "config_file": "c", "startup_timeout_seconds": 10}\nKubernetesPodOperator(**common)\n`,
      ["default-namespace", "startup-timeout"],
    ],
    [`KubernetesPodOperator.partial(config_file="c", startup_timeout_seconds=600).expand(namespace=["a"])\n`, []],
    [`KubernetesPodOperator.partial(config_file="c").expand_kwargs(x)\n`, []],
  ])("%j", (text, rules) => {
    expect(lint(header + text).map(({ rule }) => rule)).toEqual(rules);
  });

  it("is reported once in default_args, at its own line", () => {
    const text = `${header}d = {\n    "is_delete_operator_pod": False,\n}\nwith DAG("d", default_args=d):\n    KubernetesPodOperator(${sound})\n    KubernetesPodOperator(${sound})\n`;
    expect(lint(text)).toMatchObject([{ rule: "removed-parameter", line: 3, column: 5, fix: null }]);
  });
});

describe("corrected lines", () => {
  it.each([
    [
      `KubernetesPodOperator(${sound}, is_delete_operator_pod=False)`,
      [`KubernetesPodOperator(${sound}, on_finish_action="keep_pod")`],
    ],
    [`KubernetesPodOperator(${sound}, is_delete_operator_pod=x)`, [null]],
    [`KubernetesPodOperator(${sound}, is_delete_operator_pod=True, on_finish_action="keep_pod")`, [null]],
    [
      `KubernetesPodOperator(${sound}, resources={"request_cpu": "1", "limit_memory": M})`,
      [
        `KubernetesPodOperator(${sound}, container_resources=k8s.V1ResourceRequirements(requests={"cpu": "1"}, limits={"memory": M}))`,
      ],
    ],
    [
      `KubernetesPodOperator(${sound}, container_resources={"limits": {"cpu": "1"}})`,
      [`KubernetesPodOperator(${sound}, container_resources=k8s.V1ResourceRequirements(limits={"cpu": "1"}))`],
    ],
    [`KubernetesPodOperator(${sound}, env_vars={"A": 1})`, [`KubernetesPodOperator(${sound}, env_vars={"A": "1"})`]],
    [
      `KubernetesPodOperator(${sound}, arguments=["run", "--vars", "'{\\"a\\": 1}'"])`,
      [`KubernetesPodOperator(${sound}, arguments=["run", "--vars", '{"a":1}'])`],
    ],
    [
      `KubernetesPodOperator(${sound}, arguments=["run", "-s", "path:m", "tag:h"])`,
      [`KubernetesPodOperator(${sound}, arguments=["run", "-s", "path:m,tag:h"])`],
    ],
    [
      "KubernetesPodOperator(\n    namespace='n', startup_timeout_seconds=600)",
      ['KubernetesPodOperator(config_file="/home/airflow/composer_kube_config",'],
    ],
  ])("%s", (call, fixes) => {
    expect(fixOf(call)).toEqual(fixes);
  });

  it("belong to the text as it was given: indentation, line breaks and places", () => {
    const text =
      "\ufeff\r\n    x = 1\r\n    KubernetesPodOperator(namespace='n', config_file='c', startup_timeout_seconds=10)\r\n";
    expect(lint(text)).toMatchObject([
      {
        line: 3,
        column: 59,
        fix: "    KubernetesPodOperator(namespace='n', config_file='c', startup_timeout_seconds=600)",
      },
    ]);
  });

  it.each(["    ", "\t", " \t"])("keep an indentation %j that all lines share", (margin) => {
    const text = `${header}KubernetesPodOperator(${sound}, name='a_b')\n`.replaceAll(/^(?=.)/gm, margin);
    const [found] = lint(text);
    expect(found).toMatchObject({ rule: "pod-name", line: 2 });
    expect(found?.fix?.replace("a-b", "a_b").replaceAll('"', "'")).toBe(text.split("\n")[1]?.replaceAll('"', "'"));
  });

  it.each([
    ["f'{KubernetesPodOperator()}'", [null, null, null]],
    ["args = ['--select', 'path:m']\n[args.append(f'tag:{t}') for t in tags]", [null]],
    ["args = ['--select', 'path:m']\nx = args.append('tag:x')", [null]],
    ["args = ['--select', 'path:m']\nif y: args.append('tag:' + y)", [`if y: args[-1] += "," + ('tag:' + y)`]],
    ["args = ['--select', 'path:m']\nargs.append('tag:x' or y)", [`args[-1] += "," + ('tag:x' or y)`]],
    [`KubernetesPodOperator(${sound}, env_vars={'A': 1_000})`, [null]],
    [`KubernetesPodOperator(${sound}, env_vars={'A': 0x10})`, [null]],
    [
      `KubernetesPodOperator(${sound}, env_vars={'A': 1.5})`,
      [`KubernetesPodOperator(${sound}, env_vars={'A': "1.5"})`],
    ],
    [`x = '${"a".repeat(2_000)}'; KubernetesPodOperator(${sound}, startup_timeout_seconds=1)`, [null]],
  ])("are given where one line can say them: %j", (code, fixes) => {
    expect(fixOf(code)).toEqual(fixes);
  });

  it.skipIf(withoutPython() !== null)("leave Python that the real python3 compiles", () => {
    const texts = ["article-operator", "article-dbt"].map((name) =>
      readFileSync(new URL(`fixtures/${name}.py.txt`, import.meta.url), "utf8"),
    );
    const corrected = texts.flatMap((text) =>
      lint(text).flatMap(({ line, fix }) =>
        fix === null
          ? []
          : [
              text
                .split("\n")
                .with(line - 1, fix)
                .join("\n")
                .replace("        ...\n", ""),
            ],
      ),
    );
    expect(corrected.length).toBeGreaterThan(4);
    const script = "import json, sys\nfor one in json.load(sys.stdin): compile(one, 'dag.py', 'exec')\nprint('true')";
    expect(runPython(script, corrected)).toBe(true);
  });
});
