import { describe, expect, it } from "vitest";
import { environmentVersions, unknownEnvironment } from "./environment";
import { exactly, onlyVersion, reached } from "./provider-range";

const provider = "apache-airflow-providers-cncf-kubernetes";

describe("the versions of an environment", () => {
  it("come from the published list where it names the image", () => {
    const { composer, airflow, provider } = environmentVersions({ imageVersion: "composer-3-airflow-2.10.5-build.15" });
    expect([composer, airflow, onlyVersion(provider)]).toEqual([3, [2, 10, 5], [10, 8, 0]]);
  });

  it("take Airflow's version as said only where the image does not say it", () => {
    const airflowVersion = "3.0.0";
    expect(environmentVersions({ airflowVersion }).airflow).toEqual([3, 0, 0]);
    expect(environmentVersions({ airflowVersion, imageVersion: "composer-3-airflow-3" }).airflow).toEqual([3, 0, 0]);
    const said = environmentVersions({ airflowVersion, imageVersion: "composer-2.9.7-airflow-2.9.3" });
    expect(said.airflow).toEqual([2, 9, 3]);
  });

  it("are bounded by Airflow where no list names the image", () => {
    const { composer, provider } = environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3" });
    expect(composer).toBe(2);
    expect(provider).toMatchObject({ from: null, below: [10, 5, 0] });
  });

  it.each([
    ["2.0.2", [2, 0, 0]],
    ["2.4.3", [7, 7, 0]],
    ["2.9.3", [10, 5, 0]],
    ["2.10.5", [10, 11, 0]],
    ["2.11.0", null],
    ["3.1.0", null],
  ])("Airflow %s: providers below %j", (airflow, below) => {
    expect(environmentVersions({ imageVersion: `composer-2.99.0-airflow-${airflow}` }).provider.below).toEqual(below);
  });

  it.each([
    [{ [provider]: "==9.0.1" }, [9, 0, 1]],
    [{ "Apache_Airflow.providers-cncf-kubernetes[x]": "== 9.0.1" }, [9, 0, 1]],
    [{ [provider]: ">=9.0.1" }, null],
    [{ [provider]: "" }, null],
    [{ pandas: "==1.0.0" }, [10, 8, 0]],
  ])("PyPI packages %j give %j", (pypiPackages, expected) => {
    const said = { imageVersion: "composer-3-airflow-2.10.5-build.15", pypiPackages };
    expect(onlyVersion(environmentVersions(said).provider)).toEqual(expected);
  });

  it("are what a person says before anything else, when that is a version", () => {
    const said = { imageVersion: "composer-3-airflow-2.10.5-build.15", providerVersion: "7.3.0" };
    expect(onlyVersion(environmentVersions(said).provider)).toEqual([7, 3, 0]);
    expect(onlyVersion(environmentVersions({ ...said, providerVersion: "newest" }).provider)).toEqual([10, 8, 0]);
  });

  it("are unknown when nothing is said, or nothing that can be read", () => {
    expect(environmentVersions({})).toEqual(unknownEnvironment);
    expect(environmentVersions({ imageVersion: "nonsense" })).toEqual(unknownEnvironment);
  });
});

describe("reaching a version", () => {
  it.each([
    [exactly([7, 2, 0], ""), "yes"],
    [exactly([7, 1, 99], ""), "no"],
    [{ from: [7, 2, 0], below: null, source: "" }, "yes"],
    [{ from: [7, 1, 0], below: null, source: "" }, "unknown"],
    [{ from: null, below: [7, 2, 0], source: "" }, "no"],
    [{ from: null, below: [7, 2, 1], source: "" }, "unknown"],
    [{ from: null, below: null, source: "" }, "unknown"],
  ] as const)("%j has reached 7.2.0: %s", (range, answer) => {
    expect(reached(range, [7, 2, 0])).toBe(answer);
  });
});
