import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { virtualTime } from "@/lib/changes/testing";
import { GoogleError } from "@/lib/google/google-error";
import { KubernetesError, type KubernetesErrorReason } from "@/lib/kubernetes/api/kubernetes-error";
import type { Store } from "@/lib/store/store";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { carryOut } from "./carry-out";
import type { RunnerStep } from "./runner-context";
import { createRunScene, type RunScene } from "./scene/testing";
import { fakeKubernetes, gsa, probeLog, runRequest } from "./testing";

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

const starts = () => scene.fake.news(scene.name(), { phase: "Running", container: { state: "running" } });

describe("a pod that cannot be looked at", () => {
  it("is told of, given up at its deadline, and deleted once that can be", async () => {
    scene.plot({ 1000: starts });
    const { watchPod } = scene.fake.kubernetes.reader;
    const forbidden = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new KubernetesError("forbidden", 'cannot watch resource "pods"')),
      }),
    });
    Object.assign(scene.fake.kubernetes.reader, { watchPod: forbidden });
    const run = await scene.made();
    await expect(carryOut(run.id, scene.context)).rejects.toMatchObject({ reason: "forbidden" });
    expect(await store.runs.get(run.id)).toMatchObject({ detail: expect.stringMatching(/cannot be looked at.*watch/) });
    await scene.time.sleep(180_000);
    expect(await scene.carried(run)).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/cannot be looked at/),
    });
    expect(scene.fake.pods()).toEqual([]);
    Object.assign(scene.fake.kubernetes.reader, { watchPod });
  });
});

describe("a log", () => {
  const { reader } = fakeKubernetes(virtualTime().clock).kubernetes;
  type Log = typeof reader.log;
  const refuse = (reason: KubernetesErrorReason, message: string): Log =>
    async function* () {
      yield* [];
      throw new KubernetesError(reason, message);
    };
  const give = (log: Log) => Object.assign(scene.fake.kubernetes.reader, { log });

  it.each([
    ["forbidden", 'cannot get resource "pods/log"'],
    ["unavailable", "No agent available"],
  ] as const)("that cannot be read (%s) is not called one without answers", async (reason, message) => {
    give(refuse(reason, message));
    scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "finished", identity: null, cleanedAt: expect.any(Date) });
    expect(run.detail).toBe(`It ended with exit code 0, and its log could not be read (${message}): run another pod.`);
  });

  it("is read again when the control plane was away for a while", async () => {
    const { log } = scene.fake.kubernetes.reader;
    let reads = 0;
    give((...given) => {
      reads += 1;
      return reads < 3 ? refuse("unreachable", "no route")(...given) : log(...given);
    });
    scene.plot({ 1000: starts, 9000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "finished", identity: { proven: true }, log: probeLog(gsa) });
  });

  it("that is kept stays when the next process cannot read it any more", async () => {
    scene.plot({
      1000: starts,
      2000: () => scene.fake.print(scene.name(), "begun"),
      60000: () => scene.fake.remove(scene.name()),
    });
    const stopping = new AbortController();
    scene.time.at(10_000, () => stopping.abort());
    const run = await scene.made();
    expect(await carryOut(run.id, { ...scene.context, stopping: stopping.signal })).toBe("later");
    expect(await store.runs.get(run.id)).toMatchObject({ state: "running", log: ["begun"] });
    give(refuse("unavailable", "No agent available"));
    expect(await scene.carried(run)).toMatchObject({ state: "failed", log: ["begun"] });
  });

  it("says that it is not read to its end when it is very long", async () => {
    const line = "x ".repeat(4_096);
    scene.plot({
      1000: () =>
        scene.fake.finish(
          scene.name(),
          0,
          Array.from({ length: 513 }, () => line),
        ),
    });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({
      logTruncated: true,
      log: expect.arrayContaining([expect.stringMatching(/first 4 MiB/)]),
    });
  });
});

describe("a pod that cannot be created", () => {
  it("is not created any more once a person has stopped it", async () => {
    scene.fake.onCreate(() => {
      throw new KubernetesError("unavailable", "not now");
    });
    const run = await scene.made();
    await expect(carryOut(run.id, scene.context)).rejects.toMatchObject({ reason: "unavailable" });
    expect(await store.runs.get(run.id)).toMatchObject({ state: "starting", detail: expect.stringMatching(/not now/) });
    await store.runs.stop(run.id, { id: "eve", name: "Eve" }, scene.time.clock.now());
    scene.fake.onCreate((create) => create());
    expect(await scene.carried(run)).toMatchObject({ state: "stopped", cleanedAt: expect.any(Date) });
    expect(scene.fake.created).toEqual([]);
  });

  const user = 'User "applier@p.iam.gserviceaccount.com" cannot create resource "pods"';
  it.each([
    ["forbidden", `pods is forbidden: ${user} in API group "" in the namespace "n"`, /container\.pods\.create/],
    [
      "forbidden",
      'pods "p" is forbidden: error looking up service account n/airflow: not found',
      /no Kubernetes service/,
    ],
    ["forbidden", 'pods "p" is forbidden: exceeded quota: q, requested: pods=1', /quota/],
    ["forbidden", 'admission webhook "w" denied the request: no', /rule of the cluster/],
    ["not-found", 'namespaces "n" not found', /no namespace composer-user-workloads/],
    ["invalid", "Pod is invalid: spec.x", /does not take this pod/],
  ] as const)("%s: %s", async (reason, message, detail) => {
    scene.fake.onCreate(() => {
      throw new KubernetesError(reason, message);
    });
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "failed", podUid: null, detail: expect.stringMatching(detail) });
    expect((run.cleanedAt?.getTime() ?? 0) - (run.endedAt?.getTime() ?? 0)).toBe(0);
  });

  it.each(["unavailable", "timed-out", "conflict"] as const)(
    "is tried again when it is %s",
    async (reason: KubernetesErrorReason) => {
      let tries = 0;
      scene.fake.onCreate((create) => {
        tries += 1;
        if (tries < 3) throw new KubernetesError(reason, "not now");
        create();
      });
      scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
      expect(await scene.carried(await scene.made())).toMatchObject({ state: "finished" });
      expect(tries).toBe(3);
    },
  );

  it.each([
    ["came true", true],
    ["did not come true", false],
  ])("whose answer was lost, and that %s, is one pod", async (_, cameTrue) => {
    let tries = 0;
    scene.fake.onCreate((create) => {
      tries += 1;
      if (tries > 1 || cameTrue) create();
      if (tries === 1) throw new KubernetesError("unknown-outcome", "the connection was reset");
    });
    scene.plot({ 5000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    expect(await scene.carried(await scene.made())).toMatchObject({ state: "finished" });
    expect({ created: scene.fake.created.length, left: scene.fake.pods(), tries }).toEqual({
      ...{ created: 1, left: [], tries: cameTrue ? 1 : 2 },
    });
  });

  it.each([
    ["nobody took up in time", undefined],
    ["a process died before", "intended" as const],
  ])("is not created hours later when %s", async (_, step) => {
    const run = await scene.made();
    const atStep = (at: RunnerStep) => (at === step ? Promise.reject(new Error("died")) : undefined);
    if (step) await expect(carryOut(run.id, { ...scene.context, atStep })).rejects.toThrow("died");
    await scene.time.sleep(300_000);
    expect(await scene.carried(run)).toMatchObject({
      ...{ state: "failed", podUid: null, cleanedAt: expect.any(Date) },
      detail: expect.stringMatching(/not created within 5 minutes/),
    });
    expect(scene.fake.created).toEqual([]);
  });

  it("comes true late, when the pod of the next try is gone already, and is deleted all the same", async () => {
    let tries = 0;
    scene.fake.onCreate((create) => {
      tries += 1;
      if (tries > 1) return create();
      scene.time.at(scene.time.elapsed() + 20_000, create);
      throw new KubernetesError("unknown-outcome", "the connection was reset");
    });
    scene.plot({ 3000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    expect(await scene.carried(await scene.made())).toMatchObject({ state: "finished", cleanedAt: expect.any(Date) });
    await scene.time.sleep(60_000);
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 2, left: [] });
  });

  it("is refused to one process while the answer of another's is not known, is deleted all the same", async () => {
    const run = await scene.made();
    scene.fake.onCreate((create) => {
      scene.time.at(scene.time.elapsed() + 20_000, create);
      throw new KubernetesError("unknown-outcome", "the connection was reset");
    });
    const atStep = async (step: RunnerStep) => {
      if (step !== "intended") return;
      await scene.time.sleep(30_000);
      await expect(carryOut(run.id, scene.context)).rejects.toMatchObject({ reason: "unknown-outcome" });
      scene.fake.onCreate(() => {
        throw new KubernetesError("forbidden", "exceeded quota");
      });
    };
    await carryOut(run.id, { ...scene.context, atStep });
    expect(await scene.carried(run)).toMatchObject({ state: "failed", cleanedAt: expect.any(Date) });
    await scene.time.sleep(60_000);
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 1, left: [] });
  });

  it("in its last moment, and comes true late, is deleted all the same", async () => {
    scene.fake.onCreate(() => {
      throw new KubernetesError("unknown-outcome", "the connection was reset");
    });
    const run = await scene.made();
    await expect(carryOut(run.id, scene.context)).rejects.toMatchObject({ reason: "unknown-outcome" });
    await scene.time.sleep(180_000);
    scene.fake.onCreate((create) => {
      scene.time.at(scene.time.elapsed() + 20_000, create);
      throw new KubernetesError("unknown-outcome", "the connection was reset");
    });
    expect(await scene.carried(run)).toMatchObject({ state: "failed", cleanedAt: expect.any(Date) });
    await scene.time.sleep(60_000);
    expect({ created: scene.fake.created.length, left: scene.fake.pods() }).toEqual({ created: 1, left: [] });
  });

  it("is another's when its name is taken, and that one is left alone", async () => {
    const request = runRequest();
    const { labels: _ours, ...metadata } = request.manifest.metadata;
    await scene.fake.kubernetes.writer.createPod("n", { ...request.manifest, metadata }, scene.context.stopping);
    const run = await scene.carried(await scene.made());
    expect(run).toMatchObject({ state: "failed", detail: expect.stringMatching(/another pod of the name/) });
    expect({ left: scene.fake.pods().length, deleted: scene.fake.deleted }).toEqual({ left: 1, deleted: [] });
  });
});

describe("a cluster that cannot be reached", () => {
  it("is waited for, for a while", async () => {
    const run = await scene.made();
    const away = {
      ...scene.context,
      kubernetes: () => Promise.reject(new KubernetesError("unreachable", "timed out")),
    };
    expect(await carryOut(run.id, away)).toBe("later");
    expect(await store.runs.get(run.id)).toMatchObject({ state: "queued", detail: expect.stringMatching(/timed out/) });
    await scene.time.sleep(299_000);
    expect(await carryOut(run.id, away)).toBe("later");
    await scene.time.sleep(1_000);
    expect(await carryOut(run.id, away)).toBe("done");
    expect(await store.runs.get(run.id)).toMatchObject({ state: "failed", cleanedAt: expect.any(Date) });
  });

  it("is gone for good when Google has it no more", async () => {
    const gone = { ...scene.context, kubernetes: () => Promise.reject(new GoogleError("not-found", "Not found")) };
    expect(await scene.carried(await scene.made(), gone)).toMatchObject({
      state: "failed",
      cleanedAt: expect.any(Date),
    });
  });

  it("keeps a pod that was created on the list until it is seen to be gone", async () => {
    const run = await scene.made();
    const dies = (step: RunnerStep) => (step === "created-stored" ? Promise.reject(new Error("died")) : undefined);
    await expect(carryOut(run.id, { ...scene.context, atStep: dies })).rejects.toThrow("died");
    await scene.time.sleep(200_000);
    const away = {
      ...scene.context,
      kubernetes: () => Promise.reject(new KubernetesError("unreachable", "timed out")),
    };
    expect(await carryOut(run.id, away)).toBe("later");
    expect(await store.runs.get(run.id)).toMatchObject({ state: "failed", cleanedAt: null });
    expect(await scene.carried(run)).toMatchObject({ state: "failed", cleanedAt: expect.any(Date) });
    expect({ left: scene.fake.pods(), deleted: scene.fake.deleted.length }).toEqual({ left: [], deleted: 1 });
  });
});

describe("a pod that cannot be removed", () => {
  const day = 86_400_000;
  const noProject = new GoogleError("permission-denied", "Project corp-data-prod has been deleted");
  /** Its run has ended, and the process died before the pod was removed. */
  const left = async () => {
    scene.plot({ 1000: () => scene.fake.finish(scene.name(), 0, probeLog(gsa)) });
    const run = await scene.made();
    const dies = (step: RunnerStep) => (step === "ended" ? Promise.reject(new Error("died")) : undefined);
    await expect(carryOut(run.id, { ...scene.context, atStep: dies })).rejects.toThrow("died");
    return run;
  };
  const now = async (id: string) => {
    const run = await store.runs.get(id);
    if (!run?.endedAt) throw new Error("it has not ended");
    return { ...run, endedAt: run.endedAt };
  };

  it("says why, until it is removed all the same", async () => {
    const run = await left();
    expect(await now(run.id)).toMatchObject({ removalTrouble: null });
    const { deletePod } = scene.fake.kubernetes.writer;
    Object.assign(scene.fake.kubernetes.writer, {
      deletePod: () => Promise.reject(new KubernetesError("forbidden", 'cannot delete resource "pods"')),
    });
    await expect(carryOut(run.id, scene.context)).rejects.toMatchObject({ reason: "forbidden" });
    expect(await now(run.id)).toMatchObject({ removalTrouble: 'cannot delete resource "pods"' });
    Object.assign(scene.fake.kubernetes.writer, { deletePod });
    expect(await scene.carried(run)).toMatchObject({
      cleanedAt: expect.any(Date),
      removalTrouble: null,
      givenUpAt: null,
    });
  });

  it("says that Kubernetes was asked, when the pod stays", async () => {
    const run = await left();
    const { deletePod } = scene.fake.kubernetes.writer;
    Object.assign(scene.fake.kubernetes.writer, {
      deletePod: async () => scene.fake.news(scene.name(), { deletionTimestamp: "2026-11-01T00:00:10Z" }),
    });
    expect(await carryOut(run.id, scene.context)).toBe("later");
    expect(await now(run.id)).toMatchObject({ removalTrouble: expect.stringMatching(/was asked .* still there/) });
    Object.assign(scene.fake.kubernetes.writer, { deletePod });
  });

  it("says nothing of it when the process is to stop", async () => {
    const run = await left();
    const stopping = new AbortController();
    const kubernetes = () => {
      stopping.abort();
      return Promise.reject(noProject);
    };
    expect(await carryOut(run.id, { ...scene.context, kubernetes, stopping: stopping.signal })).toBe("later");
    expect(await now(run.id)).toMatchObject({ removalTrouble: null });
  });

  it.each([
    ["the project is deleted", { kubernetes: () => Promise.reject(noProject) }, /has been deleted/],
    ["it may not be deleted", {}, /cannot delete/],
  ])("is given up a week after its run has ended, and told: %s", async (_, part, why) => {
    const run = await left();
    const { deletePod } = scene.fake.kubernetes.writer;
    Object.assign(scene.fake.kubernetes.writer, {
      deletePod: () => Promise.reject(new KubernetesError("forbidden", 'cannot delete resource "pods"')),
    });
    const context = { ...scene.context, ...part };
    const { endedAt } = await now(run.id);
    const turn = () => carryOut(run.id, context).catch(() => "later" as const);
    await scene.time.sleep(endedAt.getTime() + 7 * day - 1 - scene.time.clock.now().getTime());
    expect(await turn()).toBe("later");
    expect(await now(run.id)).toMatchObject({ removalTrouble: expect.stringMatching(why), givenUpAt: null });
    expect(await store.runQueue.open()).toEqual([run.id]);
    await scene.time.sleep(1);
    expect(await turn()).toBe("done");
    expect(await now(run.id)).toMatchObject({
      ...{ state: "finished", cleanedAt: null, givenUpAt: scene.time.clock.now() },
      removalTrouble: expect.stringMatching(why),
    });
    expect(await store.runQueue.open()).toEqual([]);
    expect((await scene.told()).slice(-2)).toEqual(["run.ended", "run.given-up"]);
    expect(await turn()).toBe("done");
    Object.assign(scene.fake.kubernetes.writer, { deletePod });
  });
});
