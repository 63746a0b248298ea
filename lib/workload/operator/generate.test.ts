import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EnvironmentVersions, environmentVersions, unknownEnvironment } from "../airflow/environment";
import { takesEffect } from "../airflow/signatures/lookup";
import { lintDag } from "../lint/lint";
import { expectGolden, runPython, withoutPython } from "../testing";
import { dagForm, type OperatorForm, operatorForm } from "./form";
import { generateOperator } from "./generate";

const small: OperatorForm = operatorForm.parse({ taskId: "dbt_run", image: "europe-docker.pkg.dev/p/dbt/dbt:1.9" });
const full: OperatorForm = operatorForm.parse({
  taskId: "dbt_run-stage.1",
  podName: "dbt-run-stage",
  namespace: "composer-user-workloads",
  serviceAccount: "dbt-runner",
  image: "europe-docker.pkg.dev/p/dbt/dbt:1.9",
  imagePullPolicy: "Always",
  command: ["dbt"],
  arguments: ["run", "--select", "path:models/stage,tag:hourly", "--vars", '{"run_date": "{{ ds }}"}'],
  environment: [{ name: "DBT_TARGET", value: 'he said "hi"\n' }],
  secrets: [
    { as: "variable", variable: "SQL_CONN", secret: "airflow-secrets", key: "sql_alchemy_conn" },
    { as: "volume", path: "/var/secrets/google", secret: "service-account" },
  ],
  labels: [{ key: "team", value: "data" }],
  resources: {
    requests: { cpu: "500m", memory: "1Gi" },
    limits: { cpu: "500m", memory: "1Gi", ephemeralStorage: "1Gi" },
  },
  logs: { container: true, eventsOnFailure: true, podSpecOnFailure: false },
  afterwards: "keep",
  scheduleTimeoutSeconds: 900,
  executionTimeoutMinutes: 60,
  retries: 2,
  pushXcom: true,
  deferrable: true,
});
const daily = dagForm.parse({
  dagId: "dbt_daily",
  schedule: "0 3 * * *",
  owner: "data",
  tags: ["dbt", 'a"b'],
  description: "Runs dbt.",
});

const environments: readonly (readonly [string, EnvironmentVersions])[] = [
  [
    "composer-2-provider-4.1",
    environmentVersions({ imageVersion: "composer-2.0.20-airflow-2.2.5", providerVersion: "4.1.0" }),
  ],
  [
    "composer-2-provider-5.0",
    environmentVersions({ imageVersion: "composer-2.1.0-airflow-2.4.3", providerVersion: "5.0.0" }),
  ],
  [
    "composer-2-provider-8.3.3",
    environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3", providerVersion: "8.3.3" }),
  ],
  ["composer-3-provider-10.8", environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" })],
  ["composer-3-airflow-3", environmentVersions({ imageVersion: "composer-3-airflow-3.1.7-build.0" })],
];
const unlisted = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3" });

function code(form: OperatorForm, environment: EnvironmentVersions, dag?: typeof daily): string {
  const generated = generateOperator(form, environment, dag);
  if (generated.kind === "refused") throw new Error(generated.reason);
  return generated.code;
}

describe("a generated operator", () => {
  it.each(environments)("for %s is the golden one", (name, environment) => {
    expectGolden(new URL(`fixtures/${name}.py.txt`, import.meta.url), code(full, environment, daily));
  });

  it("for an environment whose provider nobody knows tries both imports and leaves the doubtful out", () => {
    expectGolden(
      new URL("fixtures/provider-unknown.py.txt", import.meta.url),
      code({ ...full, afterwards: "delete" }, unlisted, daily),
    );
  });

  it.skipIf(withoutPython() !== null)("is, in all golden files, what the real python3 compiles", () => {
    const folder = new URL("fixtures/", import.meta.url);
    const modules = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    expect(modules.length).toBeGreaterThan(environments.length);
    const script = "import json, sys\nprint(len([compile(code, 'dag.py', 'exec') for code in json.load(sys.stdin)]))";
    expect(runPython(script, modules)).toBe(modules.length);
  });

  it.each([
    ["4.1.0", "is_delete_operator_pod=True", "on_finish_action"],
    ["7.1.0", "is_delete_operator_pod=True", "on_finish_action"],
    ["7.2.0", 'on_finish_action="delete_pod"', "is_delete_operator_pod"],
    ["10.0.0", 'on_finish_action="delete_pod"', "is_delete_operator_pod"],
    ["5.2.2", "operators.kubernetes_pod import", "operators.pod import"],
    ["5.3.0", "operators.pod import", "operators.kubernetes_pod import"],
  ])("with provider %s has %s and not %s", (providerVersion, there, absent) => {
    const text = code(small, environmentVersions({ imageVersion: "composer-2.1.0-airflow-2.4.3", providerVersion }));
    expect(text).toContain(there);
    expect(text).not.toContain(absent);
  });

  it.each([
    ["2.3.4", "schedule_interval=", "from airflow import DAG"],
    ["2.4.0", "schedule=", "from airflow import DAG"],
    ["3.0.0", "schedule=", "from airflow.sdk import DAG"],
  ])("in Airflow %s has %s and %s", (airflow, schedule, dag) => {
    const text = code(
      small,
      environmentVersions({ imageVersion: `composer-2.1.0-airflow-${airflow}`, providerVersion: "8.0.0" }),
      daily,
    );
    expect(text).toContain(`    ${schedule}`);
    expect(text).toContain(`${dag}\n`);
  });

  it.each([
    ["keep", "is_delete_operator_pod=False"],
    ["delete", "is_delete_operator_pod=True"],
  ] as const)("says what becomes of the pod where only old providers can be: %s", (afterwards, said) => {
    const old = environmentVersions({ imageVersion: "composer-2.0.20-airflow-2.2.5" });
    expect(code({ ...small, afterwards }, old)).toContain(said);
  });

  it("is refused where nothing right can be written", () => {
    const refused = (form: Partial<OperatorForm>, environment: EnvironmentVersions, dag?: typeof daily) => {
      const generated = generateOperator({ ...small, ...form }, environment, dag);
      return generated.kind === "refused" ? generated.reason : "generated";
    };
    const old = environmentVersions({ providerVersion: "7.1.0" });
    expect(refused({ afterwards: "keep" }, unlisted)).toContain("Say which version");
    expect(refused({ afterwards: "keep" }, old)).toBe("generated");
    expect(refused({ afterwards: "delete-succeeded" }, old)).toContain("7.2.0");
    expect(refused({ afterwards: "delete-active" }, environmentVersions({ providerVersion: "10.11.9" }))).toContain(
      "10.12.0",
    );
    expect(refused({ afterwards: "delete-active" }, environmentVersions({ providerVersion: "10.12.0" }))).toBe(
      "generated",
    );
    expect(refused({}, environmentVersions({ imageVersion: "composer-1.10.0-airflow-1.10.15" }))).toContain(
      "airflow.contrib",
    );
    expect(refused({}, unknownEnvironment, daily)).toContain("Airflow");
    expect(refused({}, unknownEnvironment)).toBe("generated");
  });

  it("never passes a keyword that the versions do not know, and Composer 3 gets Composer's namespace", () => {
    expect(
      code(
        { ...small, namespace: "mine" },
        environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" }),
      ),
    ).toContain('namespace="composer-user-workloads"');
  });
});

const words = fc.oneof(
  fc.constantFrom('"', "'''", "\\", "{{ ds }}", "{%", "\n", "\r\n", "\u202e", '"); import os #', "{x}", "🎈", "--vars"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const anyText = fc
  .array(words, { maxLength: 5 })
  .map((parts) => parts.join("").replaceAll("\u0000", ""))
  .filter((text) => text.isWellFormed());
const anyForm = fc
  .record({
    taskId: fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
    command: fc.array(anyText, { maxLength: 3 }),
    arguments: fc.array(anyText, { maxLength: 6 }),
    environment: fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/), value: anyText }), {
      selector: ({ name }) => name,
      maxLength: 4,
    }),
    templates: fc.constantFrom("render", "literal"),
    full: fc.boolean(),
  })
  .map(({ full: whole, ...some }) =>
    operatorForm.parse({
      ...(whole ? { ...full, podName: undefined } : { image: "dbt:1" }),
      ...some,
      afterwards: "delete",
    }),
  );

describe("generated Python, for hostile input", () => {
  const samples = fc.sample(
    fc.tuple(anyForm, fc.constantFrom(...environments.map(([, one]) => one), unlisted), fc.boolean()),
    150,
  );
  const modules = samples.map(([form, environment, whole]) => code(form, environment, whole ? daily : undefined));

  it.skipIf(withoutPython() !== null)(
    "compiles in the real python3, with exactly the values of the form and known keywords",
    () => {
      const script = `
import ast, json, sys
out = []
for source in json.load(sys.stdin):
    compile(source, "dag.py", "exec")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "KubernetesPodOperator"]
    assert len(calls) == 1, source
    found = {}
    for keyword in calls[0].keywords:
        try:
            found[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            found[keyword.arg] = None
    out.append(found)
print(json.dumps(out))`;
      const found = runPython(script, modules) as Record<string, unknown>[];
      for (const [index, keywords] of found.entries()) {
        const [form, environment] = samples[index] ?? [];
        if (form === undefined || environment === undefined) throw new Error("one result for each sample");
        if (form.templates === "render") {
          expect(keywords.arguments ?? []).toEqual(form.arguments);
          expect(keywords.env_vars ?? {}).toEqual(
            Object.fromEntries(form.environment.map(({ name, value }) => [name, value])),
          );
        }
        const others = ["task_id", "retries", "execution_timeout"];
        for (const name of Object.keys(keywords).filter((name) => !others.includes(name))) {
          expect([name, takesEffect(environment.provider, name)]).not.toEqual([name, "no"]);
        }
      }
    },
  );

  it("has nothing that our own linter calls an error or an outdated parameter", () => {
    for (const [index, text] of modules.entries()) {
      const environment = samples[index]?.[1] ?? unknownEnvironment;
      const { findings, operators } = lintDag(text, environment);
      expect(operators).toBe(1);
      expect(
        findings.filter(({ rule }) => !["dbt-vars", "plain-secret", "dbt-union"].includes(rule)),
        text,
      ).toEqual([]);
    }
  });
});
