import { expect, it } from "vitest";
import type { Run } from "@/lib/changes/runs/run";
import { runRequest } from "@/lib/changes/runs/testing";
import { ana, chris, createServiceScene, person } from "@/lib/services/testing";
import type { Store } from "@/lib/store/store";
import { runViews } from "./run-view";

const scene = createServiceScene({} as Store);
const eve = person("eve", "drawbridge-admins");

const run: Run = {
  ...runRequest({ cluster: scene.view.name, principal: ana }),
  ...{ state: "finished", detail: "", exitCode: 0, identity: null, podUid: "u", events: [], logTruncated: false },
  log: ["what it read"],
  ...{ intendedAt: null, createdAt: null, startedAt: null, endedAt: null, cleanedAt: null },
  ...{ removalTrouble: null, givenUpAt: null },
  ...{ stopAskedAt: null, stopAskedBy: null },
};

const notInProduction = scene.withPolicy(`
  @id("all") @title("t") @why("w") permit (principal, action, resource);
  @id("prod") @title("t") @why("w") forbid (principal, action == Action::"run-pod", resource)
  when { resource.hasTag("env") && resource.getTag("env") == "prod" };`);

async function sees(by: typeof ana, context = scene.context): Promise<boolean> {
  const { log, manifest, command } = (await runViews(context, by))(run);
  const whole = log.length > 0;
  expect([manifest !== null, command.length > 0]).toEqual([whole, whole]);
  return whole;
}

it("shows what it was given and what it printed to who asked, and to who might have", async () => {
  expect([await sees(ana), await sees(chris), await sees(person("mallory"))]).toEqual([true, true, false]);
  scene.label({ env: "prod" });
  expect(await sees(eve, notInProduction)).toBe(false);
  scene.label({});
  expect(await sees(eve, notInProduction)).toBe(true);
});

it.each([
  ["Google does not tell", () => Promise.reject(new Error("down"))],
  ["Google does not list the cluster", async () => ({ clusters: [], problems: [] })],
])("shows it to nobody but who asked while the labels are not known: %s", async (_, list) => {
  const context = { ...notInProduction, directory: { list } } as typeof notInProduction;
  expect([await sees(ana, context), await sees(eve, context)]).toEqual([true, false]);
});

it("says why the pod is not gone, whether that is given up, and how to delete it by hand", async () => {
  const show = await runViews(scene.context, ana);
  const at = new Date("2026-11-08T00:00:00Z");
  expect(show(run).removal).toBeNull();
  const { project, location, cluster } = run.cluster;
  const kubectl = `kubectl --context gke_${project}_${location}_${cluster} --namespace ${run.namespace} delete pod ${run.manifest.metadata.name}`;
  const left = { ...run, removalTrouble: "No project." };
  expect(show(left).removal).toEqual({ why: "No project.", givenUpAt: null, kubectl });
  expect(show({ ...left, givenUpAt: at }).removal).toMatchObject({ givenUpAt: at.toISOString() });
  expect(show({ ...left, givenUpAt: at, cleanedAt: at }).removal).toBeNull();
});
