import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dbtAnswer, generatedPython, lintAnswer } from "@/lib/services/schema/workload-tools";
import { runPython, withoutPython } from "@/lib/workload/testing";
import { expectProblem, json, post } from "../support/http";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox?.close());

const ask = (tool: "operator" | "dbt" | "lint", body: unknown) => post(sandbox.url, `/api/workloads/${tool}`, body);
const article = (name: string) => readFileSync(`lib/workload/lint/fixtures/${name}.py.txt`, "utf8");

const form = { taskId: "say_hello", image: "busybox:1.37", command: ["echo"], arguments: ["hello"] };
const dag = { dagId: "hello", schedule: "@daily" };
const composer2 = { composer: "composer-2.9.7-airflow-2.9.3", provider: "8.3.3" };
const composer3 = { composer: "composer-3-airflow-2.10.5-build.15" };
const layers = [{ name: "stage", select: { paths: ["models/stage"], tags: ["hourly"] } }];
const dbtDag = { dag, pod: { image: "dbt:1.9" }, layers };

async function answered<Answer>(
  tool: "operator" | "dbt" | "lint",
  schema: { parse: (value: unknown) => Answer },
  body: unknown,
): Promise<Answer> {
  const answer = await ask(tool, body);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers["cache-control"]).toContain("no-store");
  return schema.parse(json(answer));
}
const operator = (body: object) => answered("operator", generatedPython, { form, ...body });
const lint = (body: object) => answered("lint", lintAnswer, { source: article("article-operator"), ...body });
const dbt = (body: object) => answered("dbt", dbtAnswer, body);

describe("POST /api/workloads/operator", () => {
  it("writes the task for the versions, and says how it understood them", async () => {
    const old = await operator({ versions: { composer: "composer-2.0.20-airflow-2.2.5", provider: "4.1.0" } });
    expect(old.code).toContain("operators.kubernetes_pod import");
    expect(old.code).toContain("is_delete_operator_pod=True");
    const now = await operator({ versions: composer3 });
    expect(now.code).toContain("operators.pod import");
    expect(now.code).toContain('on_finish_action="delete_pod"');
    expect(now.versions).toEqual({
      composer: 3,
      airflow: "2.10.5",
      provider: { from: "10.8.0", below: "10.8.1", source: expect.stringContaining("30 September 2025") },
    });
    for (const { message, source } of now.advice) expect([message, source]).not.toContain("");
  });

  it("writes what every version takes where none is known", async () => {
    const { code, advice, versions } = await operator({});
    expect(code).toContain("except ImportError:");
    expect(code).not.toMatch(/on_finish_action|is_delete_operator_pod/);
    expect(advice.map((one) => one.code)).toContain("provider-unknown");
    expect(versions).toMatchObject({ composer: null, airflow: null, provider: { from: null, below: null } });
  });

  it("takes Airflow's version without a Composer, and puts a DAG around the task", async () => {
    const { code } = await operator({ dag, versions: { airflow: "3.0.0", provider: "10.8.0" } });
    expect(code).toContain("from airflow.sdk import DAG");
    expect(code).toContain('schedule="@daily"');
  });

  it.skipIf(withoutPython() !== null)("writes what the real python3 compiles", async () => {
    const modules = [
      (await operator({ dag, versions: composer2 })).code,
      (await operator({ form: { ...form, arguments: ['"""', "\n", "{{ ds }}", "\\"], templates: "literal" } })).code,
    ];
    const script = "import json, sys\n[compile(code, 'dag.py', 'exec') for code in json.load(sys.stdin)]\nprint(1)";
    expect(runPython(script, modules)).toBe(1);
  });

  it.each<[what: string, body: object, status: number, words: RegExp]>([
    ["no form", { form: undefined }, 400, /form/],
    ["no image", { form: { taskId: "t" } }, 400, /form\.image/],
    ["a task id with a blank", { form: { ...form, taskId: "a b" } }, 400, /form\.taskId: Letters, digits/],
    ["an image with a blank", { form: { ...form, image: "a b" } }, 400, /form\.image: A container image/],
    [
      "a time limit in words",
      { form: { ...form, startupTimeoutSeconds: "long" } },
      400,
      /form\.startupTimeoutSeconds: A whole number from 1 to 86400/,
    ],
    ["memory in words", { form: { ...form, resources: { requests: { memory: "much" } } } }, 400, /memory: A quantity/],
    [
      "a variable twice",
      {
        form: {
          ...form,
          environment: [
            { name: "A", value: "" },
            { name: "A", value: "" },
          ],
        },
      },
      400,
      /form\.environment: Each variable once/,
    ],
    ["a NUL", { form: { ...form, arguments: ["a\u0000"] } }, 400, /form\.arguments\.0: It holds a NUL/],
    ["an unknown field", { form: { ...form, dryRun: true } }, 400, /not known here/],
    ["a schedule in words", { dag: { dagId: "d", schedule: "now & then" } }, 400, /dag\.schedule: A cron expression/],
    ["no image version", { versions: { composer: "latest" } }, 400, /versions\.composer: must be the image version/],
    ["half a version", { versions: { provider: "10.8" } }, 400, /versions\.provider: must be three numbers/],
    [
      "versions that contradict each other",
      { versions: { composer: "composer-2.9.7-airflow-2.9.3", airflow: "3.0.0" } },
      422,
      /comes with Airflow 2\.9\.3, not 3\.0\.0/,
    ],
    ["a DAG for nobody knows which Airflow", { dag }, 422, /Say the image version or Airflow's version/],
    ["a pod to keep, and no provider", { form: { ...form, afterwards: "keep" } }, 422, /Say which version/],
    ["Airflow 1", { versions: { composer: "composer-1.10.0-airflow-1.10.15" } }, 422, /airflow\.contrib/],
  ])("refuses %s, and says what was wrong", async (_what, body, status, words) => {
    expect(expectProblem(await ask("operator", { form, ...body }), status).detail).toMatch(words);
  });
});

describe("POST /api/workloads/lint", () => {
  it("lists what is outdated in the article's operator, by line", async () => {
    const { findings, operators } = await lint({ versions: composer3 });
    expect(operators).toBe(1);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["import-path", "removed-parameter", "composer-3-namespace"]),
    );
    expect(findings.find(({ rule }) => rule === "removed-parameter")).toMatchObject({
      line: 13,
      fix: expect.stringContaining('on_finish_action="delete_pod"'),
      source: expect.stringContaining("10.0.0"),
    });
    const lines = findings.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((left, right) => left - right));
  });

  it("judges the same text by the versions, known or not", async () => {
    const worst = (answer: { findings: { level: string }[] }) => answer.findings.some(({ level }) => level === "error");
    expect([worst(await lint({ versions: composer3 })), worst(await lint({}))]).toEqual([true, false]);
  });

  it.each([
    ["", 0],
    ["x = 1\n", 0],
  ])("has nothing to say of %j", async (source, operators) => {
    expect(await lint({ source })).toMatchObject({ findings: [], operators });
  });

  it("says where text stops being Python", async () => {
    const { findings } = await lint({ source: "x = 1\ndef (\n" });
    expect(findings).toMatchObject([{ rule: "unreadable", level: "error", line: 2, fix: null }]);
  });

  it("reads 100,000 characters in good time, and refuses more", async () => {
    const line = "KubernetesPodOperator(name='a', namespace='default', env_vars={'A': 1})\n";
    const most = line.repeat(Math.floor(100_000 / line.length));
    const answer = await ask("lint", { source: most });
    expect(answer.status).toBe(200);
    expect(answer.milliseconds).toBeLessThan(10_000);
    const longer = `${most}${"#".repeat(100_001 - most.length)}`;
    expect(expectProblem(await ask("lint", { source: longer }), 400).detail).toMatch(
      /source: is longer than 100000 characters: give one file/,
    );
    expectProblem(await ask("lint", { source: "#".repeat(600 * 1024) }), 413);
  });

  it.each<[what: string, body: unknown, words: RegExp]>([
    ["no source", {}, /source/],
    ["a list", { source: ["x"] }, /source/],
    ["an unknown field", { source: "", rules: [] }, /not known here/],
    ["a wrong image version", { source: "", versions: { composer: "composer-9" } }, /image version/],
  ])("refuses %s", async (_what, body, words) => {
    expect(expectProblem(await ask("lint", body), 400).detail).toMatch(words);
  });
});

describe("POST /api/workloads/dbt", () => {
  const select = { paths: ["models/stage"], tags: ["hourly"] };

  it("writes an intersection, and says what the union would be", async () => {
    expect(await dbt({ form: { mode: "run", select, vars: '{"day": "x y"}' } })).toMatchObject({
      kind: "arguments",
      arguments: ["run", "--select", "path:models/stage,tag:hourly", "--vars", '{"day":"x y"}'],
      command: `dbt run --select path:models/stage,tag:hourly --vars '{"day":"x y"}'`,
      python: `arguments=["run", "--select", "path:models/stage,tag:hourly", "--vars", '{"day":"x y"}'],`,
      expression: "path:models/stage ∩ tag:hourly",
      instead: { combine: "union", expression: "path:models/stage ∪ tag:hourly" },
    });
    const long = await dbt({ form: { mode: "run", select, vars: { note: "x".repeat(60) } } });
    expect(long).toMatchObject({
      python: expect.stringMatching(/^arguments=\[\n {4}"run",\n[\s\S]*",\n {4}'.*',\n\],$/),
    });
    const union = await dbt({ form: { mode: "run", select: { ...select, combine: "union" } } });
    expect(union).toMatchObject({ arguments: ["run", "--select", "path:models/stage", "tag:hourly"] });
  });

  it("writes the DAG of TaskGroups", async () => {
    const answer = await dbt({ dag: dbtDag, versions: composer2 });
    if (answer.kind !== "dag") throw new Error(answer.kind);
    expect(answer.code).toContain('TaskGroup("stage")');
    expect(answer.code).toContain('"path:models/stage,tag:hourly"');
  });

  it("reads a command, and warns of a union where an intersection is meant", async () => {
    expect(await dbt({ pasted: "dbt run -s path:models/stage tag:hourly -t prod" })).toMatchObject({
      kind: "read-arguments",
      expression: "path:models/stage ∪ tag:hourly",
      union: { command: "dbt run --select path:models/stage,tag:hourly -t prod" },
    });
    expect(await dbt({ pasted: "dbt run -s path:models/stage,tag:hourly" })).toMatchObject({ union: null });
    expect(await dbt({ pasted: article("article-dbt") })).toMatchObject({
      kind: "read-python",
      findings: [{ rule: "dbt-union", line: 30 }],
    });
  });

  it.each<[what: string, body: object, status: number, words: RegExp]>([
    ["nothing", {}, 400, /exactly one of form, dag and pasted/],
    ["two at once", { pasted: "dbt run", form: { mode: "run" } }, 400, /exactly one/],
    ["an unknown mode", { form: { mode: "walk" } }, 400, /form\.mode/],
    ["a tag with a blank", { form: { mode: "run", select: { tags: ["a b"] } } }, 400, /tags\.0: No blanks/],
    ["vars that are no mapping", { form: { mode: "run", vars: "[1]" } }, 400, /form\.vars: It is not a mapping/],
    ["vars in quotes of a shell", { form: { mode: "run", vars: "'{\"a\": 1}'" } }, 400, /quotes of a shell/],
    ["no layers", { dag: { ...dbtDag, layers: [] } }, 400, /dag\.layers/],
    [
      "a layer twice",
      { dag: { ...dbtDag, layers: [...layers, ...layers] }, versions: composer2 },
      422,
      /name of its own/,
    ],
    ["a DAG for nobody knows which Airflow", { dag: dbtDag }, 422, /Airflow/],
    ["a text that is neither", { pasted: "run it (" }, 422, /Neither a dbt command/],
    ["a long text", { pasted: "x".repeat(20_001) }, 400, /20000 characters/],
  ])("refuses %s, and says what was wrong", async (_what, body, status, words) => {
    expect(expectProblem(await ask("dbt", body), status).detail).toMatch(words);
  });
});
