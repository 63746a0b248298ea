import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Update } from "@/lib/changes/updates/update";
import { GoogleError } from "@/lib/google/google-error";
import { KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { namespaceWithAccount } from "@/lib/simulator/workload-worlds/common";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { stepChange } from "@/lib/workload/remedies/step-effect";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { stepsBack } from "@/lib/workload/remedies/steps-back";
import type { WorkloadPort } from "./port";
import { createWorkloadScene, type WorkloadScene } from "./scene/testing";

// Real databases and a real simulator on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let test: TestStore;
let scene: WorkloadScene;
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  scene = await createWorkloadScene(test.store, { setup: { objects: namespaceWithAccount("dbt", "runner") } });
  return async () => {
    await scene.close();
    await test.close();
  };
});
afterAll(() => tests?.close());

/** What somebody asked for on another cluster of the project. */
async function askElsewhere(steps: readonly WorkloadStep[], id = "elsewhere"): Promise<void> {
  const answer = await test.store.updates.request({
    ...{ id, cluster: { ...scene.cluster, cluster: "reports" }, title: "Let reports act", plan: "p", diagnosis: "d" },
    ...{ remedy: { id: "repair-workload", params: { remedy: "repair-chain", steps } }, reason: "", basis: "" },
    ...{ principal: { id: "bora", name: "Bora" }, idempotencyKey: id, undoes: null },
    requestedAt: scene.time.clock.now(),
    confirmed: steps.map(stepChange),
  });
  expect(answer.kind).toBe("done");
}

async function back({ id }: Update): Promise<readonly WorkloadStep[]> {
  return stepsBack((await test.store.updates.get(id))?.steps ?? []).steps;
}

describe("a binding that another cluster of the pool uses", () => {
  it("stays when the change that made it is taken back, until the other one is", async () => {
    const [, , annotate, bind] = scene.chain;
    const update = await scene.ask([bind]);
    await scene.run();
    await askElsewhere([annotate]);
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/is used by reports by now \("Let reports act"\): it stays\.$/),
    });
    expect((await scene.seen()).bindings).toMatchObject([{ members: [scene.member] }]);

    const account = { namespace: "dbt", serviceAccount: "runner" };
    await askElsewhere([{ kind: "annotate", ...account, before: scene.email, after: null }], "taken-back");
    const again = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(again)).toMatchObject({ state: "applied", steps: ["done"] });
    expect((await scene.seen()).bindings).toEqual([]);
  });
});

describe("a request of ours that was taken, where nothing can be read after it", () => {
  it("may have been made: the change has failed, says so, and is taken back all the same", async () => {
    const update = await scene.ask([scene.chain[3]]);
    let sent = false;
    const { getPolicy, setPolicy } = scene.port.iam;
    const iam: WorkloadPort["iam"] = {
      async getPolicy(...args) {
        if (sent) throw new GoogleError("unauthenticated", "The token has expired.");
        return getPolicy(...args);
      },
      async setPolicy(...args) {
        sent = true;
        return setPolicy(...args);
      },
    };
    await scene.run({ workloads: { ...scene.port, iam } });
    const { state, detail } = await scene.outcome(update);
    expect(state).toBe("failed");
    expect(detail).toMatch(/has expired\. What was sent last may have been made\. An undo takes that back\.$/);
    expect((await scene.seen()).bindings).toHaveLength(1);
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied", steps: ["done"] });
    expect((await scene.seen()).bindings).toEqual([]);
  });

  it("keeps the uid of what was made: the way back deletes it", async () => {
    const update = await scene.ask([{ kind: "create-namespace", namespace: "etl" }]);
    let made = false;
    const workloads: WorkloadPort = {
      ...scene.port,
      async kubernetes(...args) {
        const { reader, writer, ...rest } = await scene.port.kubernetes(...args);
        const createNamespace: typeof writer.createNamespace = async (...named) => {
          const view = await writer.createNamespace(...named);
          made = true;
          return view;
        };
        const namespace: typeof reader.namespace = async (...named) => {
          if (made) throw new KubernetesError("unavailable", "try again");
          return reader.namespace(...named);
        };
        return { ...rest, reader: { ...reader, namespace }, writer: { ...writer, createNamespace } };
      },
    };
    expect(await scene.run({ workloads })).toMatchObject({ kind: "waiting" });
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
    expect(await back(update)).toMatchObject([{ kind: "delete-namespace", namespace: "etl" }]);
  });
});

describe("the way back from what somebody has taken away altogether", () => {
  it("goes on where the service account is gone", async () => {
    const [, , annotate, bind] = scene.chain;
    const update = await scene.ask([bind, annotate]);
    await scene.run();
    const { reader, writer } = await scene.kubernetes();
    const soon = () => AbortSignal.timeout(5_000);
    const { uid = "" } = (await reader.serviceAccount("dbt", "runner", soon())) ?? {};
    await writer.deleteServiceAccount("dbt", "runner", uid, soon());
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied", steps: ["already", "done"] });
  });

  it("goes on where the Google service account is gone", async () => {
    const [, , annotate, bind] = scene.chain;
    const update = await scene.ask([annotate, bind]);
    await scene.run();
    const undo = await scene.askUndo(update);
    const getPolicy = () => Promise.reject(new GoogleError("not-found", "Unknown service account."));
    await scene.run({ workloads: { ...scene.port, iam: { ...scene.port.iam, getPolicy } } });
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied", steps: ["already", "done"] });
    expect(await scene.seen()).toMatchObject({ annotation: "none" });
  });
});

it("does not keep the cluster waiting for ever for an operation that nobody may look at", async () => {
  const { container } = scene.port;
  const view = await container.getWorkloadCluster(scene.cluster, 5_000);
  const nodePool = view.nodePools[0]?.name ?? "";
  const update = await scene.ask([{ kind: "set-node-metadata", nodePool, before: "gke", after: "gce" }]);
  const getOperation = () => Promise.reject(new GoogleError("permission-denied", "container.operations.get"));
  const blind = { container: { ...scene.context.container, getOperation } };
  expect(await scene.run(blind)).toMatchObject({ kind: "waiting" });
  await scene.time.sleep(23 * 3_600_000);
  expect(await scene.run(blind)).toMatchObject({ kind: "waiting" });
  await scene.time.sleep(2 * 3_600_000);
  expect(await scene.run(blind)).toEqual({ kind: "in-step" });
  expect(await scene.outcome(update)).toMatchObject({
    state: "failed",
    detail: expect.stringMatching(/^Nothing has happened for 24 hours\. .*may have been/),
  });
  expect(await back(update)).toMatchObject([{ kind: "set-node-metadata", before: "gce", after: "gke" }]);
});

it("says what Google said with one full stop", async () => {
  const { container } = scene.port;
  const view = await container.getWorkloadCluster(scene.cluster, 5_000);
  const nodePool = view.nodePools[0]?.name ?? "";
  const update = await scene.ask([{ kind: "set-node-metadata", nodePool, before: "gke", after: "gce" }]);
  const setNodePoolMetadata = async () => ({ operation: "operation-1" });
  const workloads = { ...scene.port, container: { ...container, setNodePoolMetadata } };
  const getOperation = async () => ({ done: true, failure: "No quota is left.", endedAt: null });
  await scene.run({ workloads, container: { ...scene.context.container, getOperation } });
  const detail = "Google's operation failed: No quota is left.";
  expect(await scene.outcome(update)).toMatchObject({ state: "failed", detail });
  expect((await test.store.updates.get(update.id))?.steps).toMatchObject([{ state: "failed", detail }]);
});
