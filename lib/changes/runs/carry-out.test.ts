import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GoogleError } from "@/lib/google/google-error";
import { KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { carryOut } from "./carry-out";
import { type RunnerStep, runnerSteps } from "./runner-context";
import { createRunScene, type RunScene } from "./scene/testing";
import { gsa, probeLog } from "./testing";

// Real databases on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let test: TestStore;
let store: Store;
let scene: RunScene;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  store = test.store;
  scene = createRunScene(store);
  return () => test.close();
});
afterAll(() => tests?.close());

const onNode = () => scene.fake.news(scene.name(), { nodeName: "gke-1" });
const starts = () => scene.fake.news(scene.name(), { phase: "Running", container: { state: "running" } });

describe("a probe", () => {
  it("is proven: created, followed, read, deleted", async () => {
    scene.plot({ 1000: onNode, 5000: starts, 7000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({
      state: "finished",
      exitCode: 0,
      detail: `The pod is ${gsa}, and it gets a token.`,
      identity: { proven: true, email: gsa, tokenStatus: 200 },
      cleanedAt: expect.any(Date),
      log: probeLog(gsa),
    });
    expect(run.startedAt).not.toBeNull();
    expect(await scene.told()).toEqual([
      ...["run.requested", "run.intended", "run.started", "run.running", "run.ended", "run.cleaned"],
    ]);
    expect({ created: scene.fake.created.length, left: scene.fake.pods(), proven: scene.proven }).toEqual({
      created: 1,
      left: [],
      proven: [run.id],
    });
    expect(await store.runs.latestProof(run.cluster, run.namespace, run.serviceAccount)).toMatchObject({ run: run.id });
  });

  it.each([
    ["another identity", probeLog("corp-data-prod.svc.id.goog"), 0, /not airflow@/],
    ["no token", probeLog(gsa, 403), 0, /no token \(HTTP 403\)/],
    ["a log of another program", ["hello"], 3, /exit code 3, and its log holds no answers/],
  ] as const)("that shows %s is not proven", async (_, log, exitCode, detail) => {
    scene.plot({ 1000: onNode, 2000: () => scene.fake.finish(scene.name(), exitCode, log) });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "finished", exitCode, detail: expect.stringMatching(detail) });
    expect({ left: scene.fake.pods(), proven: scene.proven }).toEqual({ left: [], proven: [] });
  });

  it("never keeps what looks like a token", async () => {
    const token = "ya29.a0AfH6SMBverylongtokenthatnobodyshouldeversee0123456789";
    scene.plot({ 1000: onNode, 2000: () => scene.fake.finish(scene.name(), 0, [...probeLog(gsa), token]) });
    const run = await scene.carried(await scene.made());
    expect(run.identity?.proven).toBe(true);
    expect(JSON.stringify([run, await store.audit.list({ limit: 50 })])).not.toContain("verylongtoken");
  });
});

describe("a pod that does not run", () => {
  const pullFails = () => {
    scene.fake.event(scene.name(), "Failed", 'Failed to pull image "x": 403 Forbidden');
    scene.fake.news(scene.name(), { nodeName: "gke-1", container: { reason: "ErrImagePull" } });
  };
  const waits = (reason: string, message: string) => () =>
    scene.fake.news(scene.name(), { nodeName: "gke-1", container: { reason, message } });

  it.each([
    ["image denied", { 1000: pullFails }, 10, 20, /artifactregistry\.reader.*403 Forbidden/],
    [
      "a secret missing",
      { 1000: waits("CreateContainerConfigError", 'secret "x" not found') },
      10,
      20,
      /"x" not found/,
    ],
    [
      "no room",
      { 1000: () => scene.fake.news(scene.name(), { reason: "Unschedulable", message: "0/3 nodes are available" }) },
      180,
      190,
      /within 3 minutes\. No node takes it.*0\/3 nodes/,
    ],
    ["killed for memory", { 1000: () => scene.fake.finish(scene.name(), 137, [], "OOMKilled") }, 1, 10, /memory limit/],
    ["deleted by others", { 4000: () => scene.fake.remove(scene.name()) }, 4, 15, /somebody else deleted it/],
    ["for ever", { 1000: starts }, 180, 190, /^It did not end within 3 minutes\.$/],
  ] as const)("%s", async (_, events, earliest, latest, detail) => {
    scene.plot(events);
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "failed", identity: null, detail: expect.stringMatching(detail) });
    const seconds = ((run.endedAt?.getTime() ?? 0) - scene.time.start) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(earliest);
    expect(seconds).toBeLessThanOrEqual(latest);
    expect(run.cleanedAt).not.toBeNull();
    expect(scene.fake.pods()).toEqual([]);
  });

  it("may recover from an image that could not be pulled once", async () => {
    scene.plot({
      1000: pullFails,
      5000: waits("ContainerCreating", ""),
      60000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)),
    });
    expect(await scene.carried(await scene.made())).toMatchObject({ state: "finished", identity: { proven: true } });
  });
});

describe("a person who stops it", () => {
  const eve = { id: "eve@corp.example", name: "Eve" };
  it("before it began: no pod", async () => {
    const run = await scene.made();
    await store.runs.stop(run.id, eve, scene.time.clock.now());
    expect(await scene.carried(run)).toMatchObject({ state: "stopped", detail: expect.stringMatching(/Eve .*before/) });
    expect(scene.fake.created).toEqual([]);
  });

  it("while it runs: its log is kept, its pod deleted", async () => {
    const run = await scene.made();
    const stop = () => store.runs.stop(run.id, eve, scene.time.clock.now());
    scene.plot({ 1000: starts, 1500: () => scene.fake.print(scene.name(), "begun"), 5000: () => void stop() });
    expect(await scene.carried(run)).toMatchObject({ state: "stopped", detail: "Eve stopped it.", log: ["begun"] });
    expect(scene.fake.pods()).toEqual([]);
    expect(await scene.told()).toEqual([
      ...["run.requested", "run.intended", "run.started", "run.running", "run.stop-asked", "run.ended", "run.cleaned"],
    ]);
  });
});

describe("a process that dies", () => {
  it.each(runnerSteps)("at %s, leaves one pod at most, and the next one deletes it", async (deadly) => {
    scene.plot({ 3000: onNode, 4000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made();
    const atStep = (step: RunnerStep) => (step === deadly ? Promise.reject(new Error("died")) : undefined);
    await expect(carryOut(run.id, { ...scene.context, atStep })).rejects.toThrow("died");
    const { events } = await store.audit.list({ limit: 50 });
    const states = events.flatMap(({ data }) => (data as { state?: string }).state ?? []);
    expect(states[0]).toBe((await store.runs.get(run.id))?.state);
    await scene.time.sleep(10_000);
    expect(await scene.carried(run)).toMatchObject({
      state: "finished",
      identity: { proven: true },
      log: probeLog(gsa),
    });
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 1, left: [] });
    expect(scene.proven).toContain(run.id);
    expect(await scene.told()).toEqual(["run.requested", "run.intended", "run.started", "run.ended", "run.cleaned"]);
  });

  it("or cannot note what its pod proved, notes it later: the run stays open until then", async () => {
    scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made();
    const proven = () => Promise.reject(new Error("the store is away"));
    expect(await carryOut(run.id, { ...scene.context, proven })).toBe("later");
    expect(await store.runs.get(run.id)).toMatchObject({ state: "finished", cleanedAt: null });
    expect(scene.fake.pods()).toEqual([]);
    expect(await scene.carried(run)).toMatchObject({ cleanedAt: expect.any(Date) });
    expect(scene.proven).toEqual([run.id]);
  });

  it.each([
    ["is away", "later", () => Promise.reject(new KubernetesError("unreachable", "no route"))],
    ["is gone for good", "done", () => Promise.reject(new GoogleError("not-found", "Not found"))],
  ] as const)(
    "before it notes what its pod proved, which is noted although the cluster %s",
    async (_, turn, kubernetes) => {
      scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
      const run = await scene.made();
      const atStep = (step: RunnerStep) => (step === "ended" ? Promise.reject(new Error("died")) : undefined);
      await expect(carryOut(run.id, { ...scene.context, atStep })).rejects.toThrow("died");
      expect(scene.proven).toEqual([]);
      expect(await carryOut(run.id, { ...scene.context, kubernetes })).toBe(turn);
      expect(scene.proven).toEqual([run.id]);
    },
  );

  it("or is told to stop before the log is read leaves the ending to the next one", async () => {
    scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const stopping = new AbortController();
    const { log } = scene.fake.kubernetes.reader;
    const silent: typeof log = async function* (_namespace, _name, _container, _options, signal) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      if (!signal.aborted) yield "never";
    };
    scene.time.at(5_000, () => stopping.abort());
    Object.assign(scene.fake.kubernetes.reader, { log: silent });
    const run = await scene.made();
    expect(await carryOut(run.id, { ...scene.context, stopping: stopping.signal })).toBe("later");
    expect(await store.runs.get(run.id)).toMatchObject({ endedAt: null });
    Object.assign(scene.fake.kubernetes.reader, { log });
    expect(await scene.carried(run)).toMatchObject({ state: "finished", identity: { proven: true } });
  });

  it("or loses its lock, leaves alone the pod with which another goes on", async () => {
    scene.plot({ 20000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made();
    const dies = (step: RunnerStep) => (step === "created-stored" ? Promise.reject(new Error("died")) : undefined);
    const atStep = async (step: RunnerStep) => {
      if (step !== "pod-created") return;
      await expect(carryOut(run.id, { ...scene.context, atStep: dies })).rejects.toThrow("died");
    };
    expect(await carryOut(run.id, { ...scene.context, atStep })).toBe("later");
    expect({ left: scene.fake.pods().length, deleted: scene.fake.deleted }).toEqual({ left: 1, deleted: [] });
    expect(await scene.carried(run)).toMatchObject({ state: "finished", identity: { proven: true } });
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 1, left: [] });
  });

  it.each([
    ["the cluster cannot be reached", false],
    ["nothing else is wrong", true],
  ])("or stands still for long while another makes the pod, ends nothing when %s", async (_, reached) => {
    scene.plot({ 400000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made({ patienceMs: 600_000 });
    const dies = (step: RunnerStep) => (step === "created-stored" ? Promise.reject(new Error("died")) : undefined);
    const kubernetes = async () => {
      await expect(carryOut(run.id, { ...scene.context, atStep: dies })).rejects.toThrow("died");
      await scene.time.sleep(300_000);
      if (!reached) throw new KubernetesError("unreachable", "no route");
      return scene.fake.kubernetes;
    };
    await carryOut(run.id, { ...scene.context, kubernetes });
    expect(await store.runs.get(run.id)).toMatchObject({ state: "starting", cleanedAt: null });
    expect(await scene.carried(run)).toMatchObject({ state: "finished", identity: { proven: true } });
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 1, left: [] });
  });

  it("and comes back after another has finished its run, deletes what it makes too late", async () => {
    scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made();
    const awake = Promise.withResolvers<void>();
    const asleep = Promise.withResolvers<void>();
    const atStep = async (step: RunnerStep) => {
      if (step !== "intended") return;
      asleep.resolve();
      await awake.promise;
    };
    const late = carryOut(run.id, { ...scene.context, atStep });
    await asleep.promise;
    expect(await scene.carried(run)).toMatchObject({ state: "finished" });
    awake.resolve();
    await late;
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 2, left: [] });
    expect(await scene.told()).toEqual(["run.requested", "run.intended", "run.started", "run.ended", "run.cleaned"]);
  });
});
