import { describe, expect, it } from "vitest";
import { noVersions } from "../tools/versions-draft";
import { type DbtDraft, firstDbt } from "./draft";
import { readDbtDraft } from "./read-draft";

const read = (part: Partial<DbtDraft>) => readDbtDraft({ ...firstDbt, ...part }, noVersions);
const problemsOf = (part: Partial<DbtDraft>) => {
  const reading = read(part);
  return reading.ok ? [] : [...reading.problems.keys()];
};
const dag = { view: "dag" } as const;
const layer = firstDbt.layers.slice(0, 1);

describe("the dbt helper's form", () => {
  it("splits what stands in one field, at blanks and commas", () => {
    expect(read({ paths: "models/a  models/b", tags: "hourly, daily", models: "" })).toMatchObject({
      ok: true,
      request: { form: { select: { paths: ["models/a", "models/b"], tags: ["hourly", "daily"], models: [] } } },
    });
  });

  it("asks for what is shown, and for nothing while there is nothing to read", () => {
    expect(read({ view: "read" })).toEqual({ ok: true, request: null });
    expect(read({ view: "read", pasted: "dbt run" })).toMatchObject({ ok: true, request: { pasted: "dbt run" } });
    const whole = read(dag);
    expect(whole).toMatchObject({ ok: true, request: { dag: { layers: [{}, {}, {}], extractLoad: [{}] } } });
  });

  it.each<[string, Partial<DbtDraft>, string[]]>([
    ["a path with a dash", { paths: "-x" }, ["form.select.paths"]],
    ["vars that are a list", { vars: "[1]" }, ["form.vars"]],
    ["vars of a DAG", { ...dag, vars: "[1]" }, ["form.vars"]],
    ["a target with a blank", { target: "a b" }, ["form.target"]],
    ["a DAG's id", { ...dag, dag: { ...firstDbt.dag, dagId: "" } }, ["dag.dagId"]],
    ["a DAG's tag", { ...dag, dag: { ...firstDbt.dag, tags: "x".repeat(101) } }, ["dag.tags"]],
    ["an image", { ...dag, image: "a b" }, ["dag.pod.image"]],
    ["memory", { ...dag, memory: "much" }, ["dag.pod.memory"]],
    ["a namespace", { ...dag, namespace: "A" }, ["dag.pod.namespace"]],
    ["no layer", { ...dag, layers: [] }, ["dag.layers"]],
    ["a layer's name", { ...dag, layers: layer.map((row) => ({ ...row, name: "" })) }, ["dag.layers.0.name"]],
    ["a layer's tag", { ...dag, layers: layer.map((row) => ({ ...row, tags: "-x" })) }, ["dag.layers.0.tags"]],
    ["a task's image", { ...dag, load: [{ taskId: "t", image: "", arguments: "" }] }, ["dag.extractLoad.0.image"]],
    ["a text that is too long", { view: "read", pasted: "x".repeat(20_001) }, ["pasted"]],
  ])("says where it is wrong: %s", (_what, part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });
});
