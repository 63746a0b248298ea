import { describe, expect, it } from "vitest";
import { noVersions } from "../tools/versions-draft";
import { firstOperator, type OperatorDraft } from "./draft";
import { readOperator } from "./read-draft";

const read = (part: Partial<OperatorDraft>, versions = {}) =>
  readOperator({ ...firstOperator, ...part }, { ...noVersions, ...versions });
const requestOf = (part: Partial<OperatorDraft>) => {
  const reading = read(part);
  if (!reading.ok) throw new Error(JSON.stringify([...reading.problems]));
  return reading.request;
};
const problemsOf = (part: Partial<OperatorDraft>, versions = {}) => {
  const reading = read(part, versions);
  return reading.ok ? [] : [...reading.problems.keys()];
};
const noAmounts = { cpu: "", memory: "", ephemeralStorage: "" };

describe("the operator's form", () => {
  it("is right as it comes", () => {
    expect(requestOf({})).toMatchObject({
      form: { taskId: "say_hello", image: "busybox:1.37", startupTimeoutSeconds: 600 },
    });
    expect(requestOf({}).dag).toBeUndefined();
  });

  it("leaves out what is empty, and rows without anything in them, but no empty argument", () => {
    const { form } = requestOf({
      requests: noAmounts,
      limits: noAmounts,
      startupTimeoutSeconds: " ",
      namespace: " ",
      environment: [
        { name: "", value: "" },
        { name: "A", value: "" },
      ],
      arguments: ["", "x"],
    });
    expect(form).toMatchObject({ environment: [{ name: "A", value: "" }], arguments: ["", "x"] });
    expect([form.resources, form.namespace, form.connection]).toEqual([undefined, undefined, undefined]);
    expect(form.startupTimeoutSeconds).toBe(600);
  });

  it.each<[string, Partial<OperatorDraft>, string[]]>([
    ["a task id with a blank", { taskId: "a b" }, ["form.taskId"]],
    ["no image", { image: "" }, ["form.image"]],
    ["a limit in words", { startupTimeoutSeconds: "soon" }, ["form.startupTimeoutSeconds"]],
    ["a limit of none", { startupTimeoutSeconds: "0" }, ["form.startupTimeoutSeconds"]],
    ["memory in words", { requests: { ...noAmounts, memory: "much" } }, ["form.resources.requests.memory"]],
    [
      "the third variable, after an empty one",
      {
        environment: [
          { name: "A", value: "" },
          { name: "", value: "" },
          { name: "1", value: "" },
        ],
      },
      ["form.environment.2.name"],
    ],
    [
      "a variable twice",
      {
        environment: [
          { name: "A", value: "" },
          { name: "A", value: "" },
        ],
      },
      ["form.environment"],
    ],
    ["a label's key", { labels: [{ name: "-", value: "x" }] }, ["form.labels.0.name"]],
    [
      "a Secret without a key, for a path that is none",
      {
        secrets: [
          { as: "variable", target: "A", secret: "s", key: "" },
          { as: "volume", target: "x", secret: "s", key: "" },
        ],
      },
      ["form.secrets.0.key", "form.secrets.1.target"],
    ],
    ["a DAG's schedule", { wholeDag: true, dag: { ...firstOperator.dag, schedule: "now & then" } }, ["dag.schedule"]],
    ["a DAG that is not wanted", { dag: { ...firstOperator.dag, dagId: "" } }, []],
  ])("says where it is wrong: %s", (_what, part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });

  it("says which version is none", () => {
    expect(problemsOf({}, { composer: "latest", provider: "10", airflow: "x" })).toEqual([
      "versions.composer",
      "versions.airflow",
      "versions.provider",
    ]);
    const environment = "projects/corp-data-prod/locations/europe-west1/environments/airflow";
    expect(problemsOf({}, { environment, composer: "latest", airflow: "x" })).toEqual([]);
  });
});
