import { beforeEach, describe, expect, it } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import type { Rest } from "@/lib/google/rest";
import { workloadVersions } from "../schema/workload-tools";
import { environmentDirectory } from "./environment-directory";
import { environmentOf, sayVersions } from "./versions";

const environment = "projects/corp-data-prod/locations/europe-west1/environments/airflow-prod";
const provider = "apache-airflow-providers-cncf-kubernetes";

let asked: string[];
let nowMs: number;
/** What Google answers, or refuses with. */
let google: object | GoogleError;
const rest: Rest = async ({ path }) => {
  asked.push(path);
  if (google instanceof GoogleError) throw google;
  return { name: environment, config: { softwareConfig: google } };
};

beforeEach(() => {
  asked = [];
  nowMs = 0;
  google = { imageVersion: "composer-3-airflow-2.10.5-build.15" };
});

function scene() {
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  const context = { projects: ["corp-data-prod"], environments: environmentDirectory(rest, clock) };
  return async (versions: object) => sayVersions(await environmentOf(context, workloadVersions.parse(versions)));
}

describe("the versions that a request is about", () => {
  it("are read of the environment", async () => {
    expect(await scene()({ environment })).toMatchObject({
      composer: 3,
      airflow: "2.10.5",
      provider: { from: "10.8.0", below: "10.8.1" },
    });
    expect(asked).toEqual([`/v1/${environment}`]);
  });

  it.each([
    ["==10.1.0", "10.1.0", "10.1.1"],
    [">=10", null, "10.11.0"],
  ])("follow its PyPI package %s", async (entry, from, below) => {
    google = { imageVersion: "composer-3-airflow-2.10.5-build.15", pypiPackages: { [provider]: entry } };
    expect((await scene()({ environment })).provider).toMatchObject({ from, below });
  });

  it("are outranked by the provider's version as typed", async () => {
    expect((await scene()({ environment, provider: "8.3.3" })).provider).toMatchObject({ from: "8.3.3" });
  });

  it("are asked of Google once a minute, and again after a failure", async () => {
    const say = scene();
    await say({ environment });
    nowMs = 59_999;
    await say({ environment });
    expect(asked).toHaveLength(1);
    nowMs = 60_000;
    google = new GoogleError("unavailable", "try later");
    await expect(say({ environment })).rejects.toMatchObject({ details: { status: 503 } });
    google = { imageVersion: "composer-2.9.7-airflow-2.9.3" };
    expect(await say({ environment })).toMatchObject({ composer: 2 });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, GoogleError, number, RegExp]>([
    ["is not there", new GoogleError("not-found", "x"), 404, /Google has no environment/],
    ["may not be read", new GoogleError("permission-denied", "x"), 503, /composer\.environments\.get .* can be typed/],
  ])("say it when the environment %s", async (_what, error, status, words) => {
    google = error;
    await expect(scene()({ environment })).rejects.toMatchObject({
      details: { status, detail: expect.stringMatching(words) },
    });
  });

  it("are asked of nobody in another project, nor twice over", async () => {
    const other = environment.replace("corp-data-prod", "somebody-else");
    await expect(scene()({ environment: other })).rejects.toMatchObject({ details: { status: 400 } });
    const both = { environment, composer: "composer-2.9.7-airflow-2.9.3" };
    await expect(scene()(both)).rejects.toMatchObject({ details: { status: 400 } });
    expect(asked).toEqual([]);
  });

  it("are open where nothing is said, and contradict nobody", async () => {
    expect(await scene()({})).toMatchObject({ composer: null, airflow: null, provider: { from: null, below: null } });
    const said = { composer: "composer-2.9.7-airflow-2.9.3" };
    expect(await scene()({ ...said, airflow: "2.9.3" })).toMatchObject({ airflow: "2.9.3" });
    await expect(scene()({ ...said, airflow: "2.9.4" })).rejects.toMatchObject({ details: { status: 422 } });
  });
});
