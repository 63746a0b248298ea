import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operatorPodName, safeLabelValue, suffixOf } from "./operator-names";

const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

describe("the operator's pod name", () => {
  it.each([
    ["dbt-run", "dbt-run-abcd1234"],
    ["Load_Data.daily", "load-data-daily-abcd1234"],
    ["a__b", "a-b-abcd1234"],
    ["-x-", "x-abcd1234"],
    ["a".repeat(54), `${"a".repeat(54)}-abcd1234`],
    ["a".repeat(55), `${"a".repeat(54)}-abcd1234`],
    [`${"a".repeat(53)}_b`, `${"a".repeat(53)}-abcd1234`],
    ["...", undefined],
    ["___", undefined],
  ])("%s", (name, expected) => {
    expect(operatorPodName(name, "abcd1234")).toBe(expected);
  });

  it("is always one that Kubernetes takes, of every name that Airflow takes", () => {
    const airflowName = fc.stringMatching(/^[A-Za-z0-9_.-]{1,220}$/);
    const run = fc.stringMatching(/^[0-9a-f]{32}$/);
    fc.assert(
      fc.property(airflowName, run, (name, id) => {
        const made = operatorPodName(name, suffixOf(id));
        if (made === undefined) return !/[a-z0-9]/i.test(name.slice(0, 54));
        return dnsLabel.test(made) && made.endsWith(`-${suffixOf(id)}`);
      }),
    );
  });
});

describe("a label", () => {
  it.each([
    ["airflow_dbt", "airflow_dbt"],
    ["a".repeat(63), "a".repeat(63)],
    ["manual__2016-01-01T01:00:00+01:00", "manual__2016-01-01T0100000100-da4d1ce7b"],
    ["a".repeat(64), `${"a".repeat(53)}-${md5("a".repeat(64)).slice(0, 9)}`],
    ["_x", `x-${md5("_x").slice(0, 9)}`],
  ])("%s", (text, expected) => {
    expect(safeLabelValue(text, md5)).toBe(expected);
  });

  it("is always one that Kubernetes takes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_.-]{1,250}$/), (text) => {
        const safe = safeLabelValue(text, md5);
        return safe.startsWith("-") ? !/[A-Za-z0-9]/.test(text) : labelValue.test(safe);
      }),
    );
  });
});

it("makes the same suffix of the same run, eight characters of lower case", () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (id) => /^[a-z0-9]{8}$/.test(suffixOf(id))));
  expect(suffixOf("0".repeat(32))).toBe("00000000");
  expect(suffixOf("f".repeat(32))).not.toBe(suffixOf("0".repeat(32)));
});
