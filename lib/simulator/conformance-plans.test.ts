import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanDraft } from "@/lib/engine/plan";
import type { PodManifest } from "@/lib/kubernetes/api/pod-manifest";
import { workloadDiagnosisRequest } from "@/lib/services/schema/workload";
import { environmentVersions } from "@/lib/workload/airflow/environment";
import type { WorkloadSnapshot } from "@/lib/workload/facts/schema";
import { operatorForm } from "@/lib/workload/operator/form";
import { isRepair, proposeWorkloadPlan, stepsOf } from "@/lib/workload/remedies";
import { planSteps } from "@/lib/workload/remedies/plan-steps";
import type { WorkloadRemedyRef } from "@/lib/workload/remedies/remedy-ref";
import { stepsBack } from "@/lib/workload/remedies/steps-back";
import { probeManifest } from "@/lib/workload/runs/probe-manifest";
import { readProbe } from "@/lib/workload/runs/read-probe";
import { rehearsalManifest } from "@/lib/workload/runs/rehearsal-manifest";
import { toKubectl } from "@/lib/workload/runs/to-kubectl";
import { clustersOfWorlds } from "./cluster/simulated-cluster";
import { cases, theirs } from "./conformance/cases/testing";
import { fieldValue } from "./conformance/fields/testing";
import { runShell } from "./conformance/shell/testing";
import { gatheredFacts, type Scene, sceneOf, shellOf } from "./conformance/testing";
import { type Simulator, startSimulator } from "./simulator";
import { clientOf, testWorkload } from "./testing";
import { asClusterWorld, googleServiceAccountOf, type WorkloadWorld } from "./workload-world";
import { boundToOwnAccount, dbtImage, namespaceWithAccount } from "./workload-worlds/common";
import type { JsonObject } from "./world";

const none = { params: {} };
const pods = testWorkload("pods", {
  project: "plans-pods",
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "runner") },
    objects: namespaceWithAccount("dbt", "runner", "{gsa}"),
    images: [
      { image: dbtImage, program: "dbt" },
      { image: "failing:1", program: "fail" },
    ],
  },
});
const workloadWorlds = [...Object.values(cases).map(({ world }) => world), pods];
const clusters = clustersOfWorlds(workloadWorlds.flatMap((world) => asClusterWorld(world) ?? []));

const missing = ["gcloud", "kubectl"].filter(
  (program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0,
);
if (missing.length > 0) {
  console.warn(`SKIPPED: the conformance tests of the plans' commands need the real ${missing.join(", ")} on PATH.`);
}

/** In the first one a person runs the shown text; in the second one the plan's own requests are sent. */
let shown: Simulator;
let sent: Simulator;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "conformance-plans-"));
  const options = { worlds: [], workloadWorlds, updates: { lifetimeMs: 0, podStartMs: 100 } };
  [shown, sent] = await Promise.all([startSimulator(options), startSimulator(options)]);
  const conditional = { role: "roles/storage.objectAdmin", members: ["user:ben@corp.example"], condition: theirs };
  const policy = { version: 3, bindings: [conditional] };
  for (const each of [shown, sent]) await clientOf(each).google("PUT", "storage/v1/b/corp.lake_1/iam", policy);
});
afterAll(async () => {
  await Promise.all([shown?.close(), sent?.close()]);
  await rm(home, { recursive: true });
});

function placeOf(world: WorkloadWorld) {
  const cluster = clusters.find(({ name }) => name.cluster === world.name);
  if (!cluster) throw new Error(`${world.name} has no cluster.`);
  const [bucket] = Object.keys(world.setup.buckets ?? {});
  const address = cluster.addresses.public;
  const folder = join(home, world.name);
  /** As a person does it who pasted the lines: the text as it is shown, ended by the first command that fails. */
  const paste = async (text: string, files: PlanDraft["files"] = []) => {
    await mkdir(folder, { recursive: true });
    const { lines, config } = await shellOf(shown, scene, address);
    await Promise.all([
      writeFile(join(folder, "kubeconfig"), config),
      ...files.map(({ name, content }) => writeFile(join(folder, name), content)),
    ]);
    const { code, out, err } = await runShell(
      `${lines}export KUBECONFIG=${folder}/kubeconfig KUBECACHEDIR=${folder}/cache CLOUDSDK_CONFIG=${folder}/gcloud\nset -e\n${text}`,
      { home: folder },
    );
    expect({ text, code, err: code === 0 ? "" : err }).toEqual({ text, code: 0, err: "" });
    return out;
  };
  const scene = sceneOf(shown, cluster, bucket);
  return { scene, twin: sceneOf(sent, cluster, bucket), paste };
}

function requestOf(world: WorkloadWorld) {
  const { name, project = "" } = world;
  const { googleServiceAccount: email, target: _target, resources: _resources, ...asked } = world.request;
  const place = `projects/${project}/locations/europe-west1`;
  return workloadDiagnosisRequest.parse({
    ...asked,
    googleServiceAccount: email === null ? null : googleServiceAccountOf(world),
    target: world.setup.environment
      ? { kind: "environment", environment: `${place}/environments/${name}` }
      : { kind: "cluster", cluster: `${place}/clusters/${name}` },
  });
}

const texts = ({ gcloud, kubectl }: PlanDraft["commands"]) =>
  [gcloud, kubectl].filter((text) => text !== null).join("\n");

/** The commands that the page shows for the way back. */
function wayBack(facts: WorkloadSnapshot, remedy: WorkloadRemedyRef, plan: PlanDraft): string {
  if (!isRepair(remedy.id)) return /^[^:]*: (.*)$/s.exec(plan.undo ?? "")?.[1] ?? "";
  const steps = stepsOf(facts, remedy);
  const { cluster } = facts;
  if ("refused" in steps || cluster?.state !== "known" || cluster.value.outcome !== "found")
    throw new Error("no steps");
  const made = steps.map((step) => ({ step, state: "done", detail: "", made: { uid: "u" }, at: null }) as const);
  const ground = { cluster: cluster.value.view, resourceVersion: null, policy: null };
  return texts(planSteps("", stepsBack(made).steps, ground).commands);
}

async function send({ google, kubernetes }: Scene, { steps }: PlanDraft): Promise<void> {
  for (const { request } of steps) {
    if (!request) throw new Error("There is no request.");
    const { method, path, body } = request;
    const answer = await (/^\/apis?\//.test(path)
      ? kubernetes(method, path, body)
      : google(method, path.slice(1), body));
    expect(answer).toMatchObject({ status: expect.toSatisfy((status) => status < 300) });
    const { operationType, selfLink } = answer.body;
    if (operationType) await google("GET", `v1/${String(selfLink).split("/v1/")[1]}`);
  }
}

describe.skipIf(missing.length > 0)("the shown commands, by the real gcloud and kubectl", { timeout: 120_000 }, () => {
  it.concurrent.each(Object.entries(cases))(
    "do what the plan says, and undo it: %s",
    async (_, { world, remedies }) => {
      const { scene, twin, paste } = placeOf(world);
      const initial = await scene.state();
      const back: string[] = [];
      for (const remedy of remedies) {
        const facts = await gatheredFacts(shown, requestOf(world));
        const plan = proposeWorkloadPlan(facts, remedy);
        if ("refused" in plan) throw new Error(plan.refused);
        const before = await scene.state();
        for (const change of plan.changes)
          expect([change.field, fieldValue(before, change)]).toEqual([change.field, change.before]);
        await paste(texts(plan.commands), plan.files);
        const after = await scene.state();
        for (const change of plan.changes)
          expect([change.field, fieldValue(after, change)]).toEqual([change.field, change.after]);
        back.unshift(wayBack(facts, remedy, plan));
        if (plan.steps.some(({ request }) => request === null)) continue;
        await send(twin, plan);
        expect(await twin.state()).toEqual(after);
      }
      await paste(back.join("\n"));
      expect(await scene.state()).toEqual(initial);
    },
  );

  const run = "00ff00ff00ff00ff00ff00ff00ff00ff";
  const form = (image: string) =>
    rehearsalManifest({
      run,
      dagId: "dbt",
      environment: environmentVersions({ imageVersion: "composer-2.9.7-airflow-2.9.3" }),
      deadlineSeconds: 1_800,
      md5: (text) => createHash("md5").update(text).digest("hex"),
      form: operatorForm.parse({
        taskId: `dbt_${image.replaceAll(/\W/g, "").slice(0, 8)}`,
        namespace: "dbt",
        serviceAccount: "runner",
        image,
        arguments: ["run", "--select", 'tag:it\'s $HOME \\ "x"\nEOF'],
        resources: { requests: { cpu: "250m" } },
      }),
    });
  const rehearsal = (image: string): PodManifest => {
    const made = form(image);
    if (made.kind === "refused") throw new Error(made.reason);
    return made.manifest;
  };
  const email = googleServiceAccountOf(pods);

  it.concurrent.each<[string, PodManifest, (log: readonly string[]) => void]>([
    [
      "a probe",
      probeManifest({ run, serviceAccount: "runner", image: "curlimages/curl:8.11.1", deadlineSeconds: 180 }),
      (log) => expect(readProbe(log, email)).toMatchObject({ proven: true, email, tokenStatus: 200 }),
    ],
    ["a rehearsal", rehearsal(dbtImage), (log) => expect(log.join("\n")).toMatch(/Running with dbt=/)],
    ["a rehearsal that fails", rehearsal("failing:1"), (log) => expect(log.join("")).not.toBe("")],
  ])("run the same pod, show its log, and delete it: %s", async (_, manifest, check) => {
    const { scene, twin, paste } = placeOf(pods);
    const lines = toKubectl("dbt", manifest).split("\n");
    const { name } = manifest.metadata;
    expect(lines.at(-1)).toBe(`kubectl --namespace dbt delete pod ${name}`);
    const log = await paste(lines.slice(0, -1).join("\n"));
    const path = `/api/v1/namespaces/dbt/pods`;
    await twin.kubernetes("POST", path, { apiVersion: "v1", kind: "Pod", ...manifest });
    const [ran, planned] = await Promise.all(
      [scene, twin].map(async (one) => (await one.kubernetes("GET", `${path}/${name}`)).body),
    );
    const comparable = ({ metadata, spec }: JsonObject = {}) => {
      const { nodeName: _, ...rest } = spec as JsonObject;
      return { labels: (metadata as JsonObject).labels, spec: rest };
    };
    expect(comparable(ran)).toEqual(comparable(planned));
    check(log.split("\n"));
    await paste(lines.at(-1) ?? "");
    expect(await scene.kubernetes("GET", `${path}/${name}`)).toMatchObject({ status: 404 });
  });

  it.concurrent("ask who a pod is, and leave nothing", async () => {
    const { scene, paste } = placeOf(pods);
    const plan = proposeWorkloadPlan(await gatheredFacts(shown, requestOf(pods)), { id: "prove-with-a-pod", ...none });
    if ("refused" in plan) throw new Error(plan.refused);
    expect(await paste(texts(plan.commands))).toContain(email);
    expect(
      Object.keys((await scene.state()).objects).filter((name) => name.startsWith("Pod dbt/drawbridge-probe")),
    ).toEqual([]);
  });
});
