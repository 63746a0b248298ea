import { describe, expect, it } from "vitest";
import { environmentVersions } from "../airflow/environment";
import { expectGolden, runPython, withoutPython } from "../testing";
import { dbtArguments } from "./arguments";
import { generateDbtDag } from "./dag";
import { dbtDagForm, dbtForm } from "./form";
import { readSelection, selectionInWords, unitesKinds } from "./selection";
import { readVars } from "./vars";

function built(form: object) {
  const result = dbtArguments(dbtForm.parse({ mode: "run", ...form }));
  if (result.kind === "refused") throw new Error(result.reason);
  return result;
}

describe("dbt's arguments", () => {
  it.each([
    [{}, []],
    [{ paths: ["models/stage"] }, ["path:models/stage"]],
    [{ paths: ["models/stage"], tags: ["hourly", "staging"] }, ["path:models/stage,tag:hourly,tag:staging"]],
    [
      { paths: ["models/stage"], tags: ["a", "b"], tagsMatch: "any" },
      ["path:models/stage,tag:a", "path:models/stage,tag:b"],
    ],
    [{ paths: ["models/stage"], tags: ["a", "b"], combine: "union" }, ["path:models/stage", "tag:a,tag:b"]],
    [{ paths: ["p", "q"], tags: ["a"], models: ["m+"] }, ["path:p,tag:a,m+", "path:q,tag:a,m+"]],
    [{ tags: ["a", "b"], tagsMatch: "any", combine: "union" }, ["tag:a", "tag:b"]],
    [{ models: ["one", "two"] }, ["one", "two"]],
  ])("for %j select %j", (select, terms) => {
    expect(built({ select }).arguments).toEqual(["run", ...(terms.length === 0 ? [] : ["--select", ...terms])]);
  });

  it("have everything in its place, without quotes of a shell", () => {
    const select = { paths: ["models/stage"], tags: ["hourly"], exclude: ["tag:slow"] };
    const vars = { execution_date: "{{ ds }}", "it's": 1 };
    const all = built({
      select,
      vars,
      target: "prod",
      profilesDir: "profile/stage",
      projectDir: "/dbt",
      fullRefresh: true,
    });
    expect(all.arguments).toEqual([
      "run",
      "--target",
      "prod",
      "--profiles-dir",
      "profile/stage",
      "--project-dir",
      "/dbt",
      "--full-refresh",
      "--select",
      "path:models/stage,tag:hourly",
      "--exclude",
      "tag:slow",
      "--vars",
      '{"execution_date":"{{ ds }}","it\'s":1}',
    ]);
    expect(all.sentence).toBe(
      "Runs everything under models/stage that is also tagged hourly, without everything that is tagged slow, in target prod.",
    );
    expect(all.instead).toEqual({
      combine: "union",
      select: ["path:models/stage", "tag:hourly"],
      sentence:
        "Runs everything under models/stage, and everything that is tagged hourly, without everything that is tagged slow, in target prod.",
    });
  });

  it.each([
    ["compile", true],
    ["test", false],
  ])("of dbt %s have --full-refresh: %s", (mode, has) => {
    const { arguments: words, advice } = built({ mode, fullRefresh: true });
    expect(words.includes("--full-refresh")).toBe(has);
    expect(advice.some(({ code }) => code === "no-full-refresh")).toBe(!has);
  });

  it("say nothing of another way where there is none, and refuse too many alternatives", () => {
    expect(built({ select: { paths: ["p"] } }).instead).toBeNull();
    const many = { paths: Array.from({ length: 20 }, (_, i) => `p${i}`), models: ["a", "b", "c"] };
    expect(built({ select: many }).arguments).toHaveLength(62);
    const more = { ...many, models: ["a", "b", "c", "d"] };
    expect(dbtArguments(dbtForm.parse({ mode: "run", select: more }))).toMatchObject({ kind: "refused" });
  });

  it.each(["a b", "a,b", "-x", "", "a\u0000", "a\nb"])(
    "refuse the tag %j, which dbt would read as something else",
    (tag) => {
      expect(dbtForm.safeParse({ mode: "run", select: { tags: [tag] } }).success).toBe(false);
    },
  );
});

describe("--vars", () => {
  it.each([
    ['{"a": 1}', '{"a":1}'],
    ["a: 1", '{"a":1}'],
    ["{a: {b: 2}}", '{"a":{"b":2}}'],
    ['{"d": "{{ ds }}"}', '{"d": "{{ ds }}"}'],
    ["{}", "{}"],
    ["{a: [1, x, null, true, 1.5, -3], b: {c: 'yes'}}", '{"a":[1,"x",null,true,1.5,-3],"b":{"c":"yes"}}'],
    // Here JSON would not be what dbt, by YAML 1.1, reads.
    ['{"id": 9007199254740993}', '{"id": 9007199254740993}'],
    ["full: yes", "full: yes"],
    ["{a: off}", "{a: off}"],
    ["{a: 010}", "{a: 010}"],
    ["{a: 1.0}", "{a: 1.0}"],
    ["{a: 1_000}", "{a: 1_000}"],
    ["{a: 1e30}", "{a: 1e30}"],
    ["{a: .inf}", "{a: .inf}"],
    ["{run_date: 2024-01-01}", "{run_date: 2024-01-01}"],
    ["{at: 12:30}", "{at: 12:30}"],
  ])("%j is passed as %s", (text, json) => {
    expect(readVars(text)).toEqual({ kind: "mapping", json });
  });

  it.each(["[".repeat(90_000), "{".repeat(90_000), "{a: ".repeat(101), "- ".repeat(40_000), "? ".repeat(40_000)])(
    "text nested too deeply is refused before it is parsed",
    (text) => {
      expect(readVars(text)).toEqual({ kind: "invalid", reason: "It is nested too deeply." });
    },
  );

  it("templates that never end are looked for once", () => {
    expect(readVars("{{".repeat(500_000))).toMatchObject({ kind: "invalid" });
  }, 5_000);

  it("nested 100 levels deep is read", () => {
    expect(readVars(`${"{a: ".repeat(100)}1${"}".repeat(100)}`).kind).toBe("mapping");
  });

  it.each(["a:1", "[1]", "", "'{\"a\": 1}'", "{a: 1", "a: *x", "x"])("%j is refused", (text) => {
    expect(readVars(text).kind).toBe("invalid");
  });
});

describe("a selection", () => {
  it.each([
    [
      ["path:models/stage,tag:hourly tag:daily"],
      "everything under models/stage that is also tagged hourly, and everything that is tagged daily",
    ],
    [
      ["+orders", "2+a+1"],
      "orders (with all its ancestors), and a (with its ancestors to depth 2 and its descendants to depth 1)",
    ],
    [
      ["tag:hourly+", "path:models/dw+2"],
      "everything that is tagged hourly (with all its descendants), and everything under models/dw (with its descendants to depth 2)",
    ],
    [["config.materialized:table"], "everything that is config.materialized:table"],
    [["1000+config.meta.Tier1:gold"], "everything that is config.meta.Tier1:gold (with its ancestors to depth 1000)"],
  ])("%j in words", (parts, words) => {
    expect(selectionInWords(readSelection(parts))).toBe(words);
  });

  it.each([
    [["path:models/stage", "tag:hourly"], true],
    [["path:models/stage tag:a,tag:b"], true],
    [["path:models/stage,tag:hourly"], false],
    [["tag:hourly", "tag:daily"], false],
    [["path:a", "path:b"], false],
    [["path:a,tag:x", "path:b,tag:x"], false],
    [["path:a,tag:x", "tag:y"], false],
    [["orders", "customers"], false],
    [["orders", "tag:daily"], true],
    [[], false],
  ])("%j unites kinds: %s", (parts, expected) => {
    expect(unitesKinds(readSelection(parts))).toBe(expected);
  });
});

describe("the article's DAG", () => {
  const form = dbtDagForm.parse({
    dag: { dagId: "hourly", schedule: "@hourly", tags: ["dbt"] },
    pod: {
      image: "europe-docker.pkg.dev/p/dbt/dbt:1.9",
      serviceAccount: "data-engineering",
      namespace: "data-engineering",
    },
    extractLoad: [{ taskId: "airbyte_sync", image: "europe-docker.pkg.dev/p/el/sync:2" }],
    layers: ["stage", "dw", "mart"].map((name) => ({
      name,
      profilesDir: `profile/${name}`,
      select: { paths: [`models/${name}`], tags: name === "stage" ? ["hourly", "staging"] : [] },
    })),
    vars: { execution_date: "{{ data_interval_end | ds }}" },
  });
  const environment = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3", providerVersion: "8.3.3" });
  const generated = generateDbtDag(form, environment);

  it("is the golden one", () => {
    expectGolden(
      new URL("fixtures/task-groups.py.txt", import.meta.url),
      generated.kind === "generated" ? generated.code : generated.reason,
    );
  });

  it.skipIf(withoutPython() !== null)("compiles in the real python3", () => {
    const code = generated.kind === "generated" ? generated.code : "";
    expect(runPython("import json, sys\ncompile(json.load(sys.stdin), 'dag.py', 'exec')\nprint('true')", code)).toBe(
      true,
    );
  });

  it.each([
    ["two tasks of one id", ["sync", "sync"]],
    ["an id that is too long behind its group's name", ["a".repeat(238)]],
  ])("is refused with %s, which Airflow does not load", (_, ids) => {
    const extractLoad = ids.flatMap((taskId) => form.extractLoad.slice(0, 1).map((task) => ({ ...task, taskId })));
    expect(generateDbtDag({ ...form, extractLoad }, environment)).toMatchObject({ kind: "refused" });
    const other = extractLoad.map((task, at) => ({ ...task, taskId: `${task.taskId.slice(0, 236)}${at}` }));
    expect(generateDbtDag({ ...form, extractLoad: other }, environment)).toMatchObject({ kind: "generated" });
  });

  it("needs a name for each layer", () => {
    const twice = { ...form, layers: [...form.layers, ...form.layers.slice(0, 1)] };
    expect(generateDbtDag(twice, environment)).toMatchObject({ kind: "refused" });
  });
});
