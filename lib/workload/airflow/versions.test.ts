import { describe, expect, it } from "vitest";
import { compareVersions, parseImageVersion, parseVersion } from "./versions";

describe("an image version", () => {
  it.each([
    [
      "composer-2.9.7-airflow-2.9.3",
      { generation: 2, composer: [2, 9, 7], preview: false, airflow: [2, 9, 3], build: null },
    ],
    [
      "composer-1.20.12-airflow-1.10.15",
      { generation: 1, composer: [1, 20, 12], preview: false, airflow: [1, 10, 15], build: null },
    ],
    [
      "composer-1.17.0-preview.8-airflow-2.1.1",
      { generation: 1, composer: [1, 17, 0], preview: true, airflow: [2, 1, 1], build: null },
    ],
    [
      "composer-3-airflow-2.10.5-build.15",
      { generation: 3, composer: null, preview: false, airflow: [2, 10, 5], build: 15 },
    ],
    ["composer-3-airflow-2.10.5", { generation: 3, composer: null, preview: false, airflow: [2, 10, 5], build: null }],
    ["composer-2-airflow-2", { generation: 2, composer: null, preview: false, airflow: null, build: null }],
    ["composer-latest-airflow-2.9", { generation: null, composer: null, preview: false, airflow: null, build: null }],
    [
      " composer-2.9.7-airflow-2.9.3\n",
      { generation: 2, composer: [2, 9, 7], preview: false, airflow: [2, 9, 3], build: null },
    ],
  ])("%j is read", (text, expected) => {
    expect(parseImageVersion(text)).toEqual(expected);
  });

  it.each([
    "",
    "composer-4-airflow-3.0.0",
    "composer-2.9-airflow-2.9.3",
    "composer-2.9.7-airflow-2.9.3-build",
    "airflow-2.9.3",
    "composer-2.9.7-airflow-v2",
  ])("%j is none", (text) => {
    expect(parseImageVersion(text)).toBeNull();
  });
});

describe("a version", () => {
  it.each([
    ["10.5.0", [10, 5, 0]],
    ["2.9.3+composer", [2, 9, 3]],
    ["10.5", null],
    ["10.5.0rc1", null],
    [">=10.5.0", null],
    ["", null],
  ])("%j", (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  it("is ordered by numbers, not by text", () => {
    expect(compareVersions([10, 0, 0], [9, 99, 99])).toBeGreaterThan(0);
    expect(compareVersions([2, 4, 3], [2, 4, 10])).toBeLessThan(0);
    expect(compareVersions([2, 4, 3], [2, 4, 3])).toBe(0);
  });
});
