import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { bases } from "@/lib/simulator/bases";
import { testWorld } from "@/lib/simulator/testing";
import { asClusterWorld } from "@/lib/simulator/workload-world";
import { workloadWorlds } from "@/lib/simulator/workload-worlds";
import type { BaseId } from "@/lib/simulator/world";
import { worlds } from "@/lib/simulator/worlds";
import { clustersOfWorlds } from "./simulated-cluster";

const tool = resolve("../shared/tools/gcloud-schema-check");

/** Values that the API's own proto (@google-cloud/container 7.2.0) has and gcloud 528 does not know yet. */
const newerThanGcloud = /\.code = 'CLOUD_KMS_KEY_DESTROYED'$/;

it("every built cluster has only fields that the real gcloud knows", (context) => {
  if (!existsSync(tool)) {
    console.warn(`SKIPPED: ${tool} is not here, so no cluster was checked against gcloud's own schema.`);
    return context.skip();
  }
  const ofBases = Object.keys(bases).map((base) => testWorld(`base-${base}`, { base: base as BaseId }));
  const ofWorkloads = workloadWorlds.flatMap((world) => asClusterWorld(world) ?? []);
  const clusters = clustersOfWorlds([...worlds, ...ofWorkloads, ...ofBases]).map(({ resource }) => resource);
  const input = JSON.stringify({ clusters });
  const run = spawnSync(tool, ["container", "v1", "ListClustersResponse"], { input, encoding: "utf8" });
  if (run.status === 3) {
    console.warn("SKIPPED: no Google Cloud SDK on this machine, so no cluster was checked against its schema.");
    return context.skip();
  }
  const unknown = run.stdout
    .trim()
    .split("\n")
    .filter((line) => !newerThanGcloud.test(line));
  const allKnown = "ok: every field is known to the real client";
  expect(
    unknown.filter((line) => line !== allKnown),
    run.stderr,
  ).toEqual([]);
});
