import { expect, it } from "vitest";
import { matching } from "./pick-options";

const options = [
  { value: "etl-dbt" },
  { value: "dbt-runner", note: "annotated with runner@p" },
  { value: "default", note: "" },
];

it.each([
  ["", ["etl-dbt", "dbt-runner", "default"]],
  ["  ", ["etl-dbt", "dbt-runner", "default"]],
  ["dbt", ["dbt-runner", "etl-dbt"]],
  ["DBT run", ["dbt-runner"]],
  ["annotated", ["dbt-runner"]],
  ["de", ["default"]],
  ["nothing", []],
])("%j finds %j", (text, expected) => {
  expect(matching(options, text).map(({ value }) => value)).toEqual(expected);
});
