import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environmentOf } from "@/lib/simulator/composer/environments";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorkload } from "@/lib/simulator/testing";
import { workloadWorlds as everyWorld } from "@/lib/simulator/workload-worlds";
import type { JsonObject } from "@/lib/simulator/world";

const own = [
  testWorkload("first", { base: "zonal-peering", setup: { environment: { generation: 1 } } }),
  testWorkload("second", {
    base: "autopilot",
    setup: {
      environment: {
        generation: 2,
        overlay: { state: "UPDATING", config: { softwareConfig: { envVariables: { ACCOUNT: "{gsa}" } } } },
      },
    },
  }),
  testWorkload("third", { base: null, setup: { environment: { generation: 3 } } }),
  testWorkload("locked", {
    base: null,
    project: "locked-1",
    google: { deniedPermissions: ["composer.environments.get"] },
    setup: { environment: { generation: 3 } },
  }),
];

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ worlds: [], workloadWorlds: own });
  client = clientOf(simulator);
});
afterAll(() => simulator.close());

const parent = "v1/projects/corp-data-prod/locations/europe-west1/environments";
const environment = async (name: string) => (await client.google("GET", `${parent}/${name}`)).body;

describe("Composer's API", () => {
  it("shows generations 1 and 2 with their cluster, generation 3 without one", async () => {
    const cluster = "projects/corp-data-prod/locations/europe-west1";
    expect(await environment("first")).toMatchObject({
      config: { gkeCluster: `${cluster}-b/clusters/first`, nodeCount: 3 },
    });
    expect(await environment("second")).toMatchObject({
      name: "projects/corp-data-prod/locations/europe-west1/environments/second",
      state: "UPDATING",
      config: {
        gkeCluster: `${cluster}/clusters/second`,
        softwareConfig: {
          imageVersion: "composer-2.9.7-airflow-2.9.3",
          envVariables: { ACCOUNT: "wi-second@corp-data-prod.iam.gserviceaccount.com" },
        },
      },
    });
    const third = await environment("third");
    expect(third).toMatchObject({ config: { softwareConfig: { imageVersion: "composer-3-airflow-2.10.5-build.15" } } });
    expect(third.config).not.toHaveProperty("gkeCluster");
    expect(await client.google("GET", "v1/projects/corp-data-prod/locations/-/clusters")).toMatchObject({
      body: { clusters: [{ name: "first" }, { name: "second" }] },
    });
  });

  it("lists a region in pages, others empty", async () => {
    const first = (await client.google("GET", `${parent}?pageSize=2`)).body;
    expect(first).toMatchObject({ environments: [{ state: "RUNNING" }, { state: "UPDATING" }], nextPageToken: "2" });
    const rest = (await client.google("GET", `${parent}?pageSize=2&pageToken=2`)).body;
    expect(rest).toEqual({ environments: [await environment("third")] });
    expect(await client.google("GET", parent.replace("west1", "west4"))).toEqual({ status: 200, body: {} });
  });

  it("refuses as recorded what is not there, and what is not allowed", async () => {
    expect(await client.google("GET", `${parent}/fourth`)).toMatchObject({
      status: 404,
      body: {
        error: {
          status: "NOT_FOUND",
          message: "No such environment found: projects/corp-data-prod/locations/europe-west1/environments/fourth",
        },
      },
    });
    for (const path of [
      `${parent.replace("corp-data-prod", "locked-1")}/locked`,
      parent.replace("corp-data-prod", "x-1"),
    ]) {
      expect(await client.google("GET", path)).toMatchObject({ status: 403 });
    }
  });
});

const tool = resolve("../shared/tools/gcloud-schema-check");

it("every environment has only fields that the real gcloud knows", (context) => {
  if (!existsSync(tool)) {
    console.warn(`SKIPPED: ${tool} is not here, so no environment was checked against gcloud's own schema.`);
    return context.skip();
  }
  const environments = [...own, ...everyWorld].flatMap((world): readonly JsonObject[] => {
    const found = environmentOf(world);
    return found ? [found.resource] : [];
  });
  const input = JSON.stringify({ environments });
  const run = spawnSync(tool, ["composer", "v1", "ListEnvironmentsResponse"], { input, encoding: "utf8" });
  if (run.status === 3) {
    console.warn("SKIPPED: no Google Cloud SDK on this machine, so no environment was checked against its schema.");
    return context.skip();
  }
  expect(run.stdout.trim(), run.stderr).toBe("ok: every field is known to the real client");
});
