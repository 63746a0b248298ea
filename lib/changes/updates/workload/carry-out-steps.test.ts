import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ApplierContext, ApplierStep } from "@/lib/changes/applier-context";
import { GoogleError } from "@/lib/google/google-error";
import { KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { namespaceWithAccount } from "@/lib/simulator/workload-worlds/common";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { WorkloadPort } from "./port";
import { createWorkloadScene, type WorkloadScene } from "./scene/testing";

// Real databases and a real simulator on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let tests: TestCluster;
let test: TestStore;
let scenes: WorkloadScene[] = [];
beforeAll(async () => {
  tests = await startTestCluster();
});
beforeEach(async () => {
  test = await tests.createStore();
  return async () => {
    await Promise.all(scenes.map((scene) => scene.close()));
    scenes = [];
    await test.close();
  };
});
afterAll(() => tests?.close());

async function sceneOf(differences: Partial<WorkloadWorld> = {}): Promise<WorkloadScene> {
  const scene = await createWorkloadScene(test.store, differences);
  scenes.push(scene);
  return scene;
}

const role = "roles/iam.workloadIdentityUser";
const withAccount = { setup: { objects: namespaceWithAccount("dbt", "runner") } };
const others = [
  { role: "roles/iam.serviceAccountUser", members: ["user:ana@corp.example"] },
  {
    role,
    members: ["serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]"],
    condition: { title: "until June", expression: 'request.time < timestamp("2027-06-01T00:00:00Z")' },
  },
  { role, members: ["serviceAccount:corp-data-prod.svc.id.goog[other/one]"] },
];

async function events(): Promise<readonly string[]> {
  const { events: told } = await test.store.audit.list({ limit: 100 });
  return told.map(({ action }) => action).toReversed();
}

describe("the whole chain", () => {
  it("is carried out, read back, undone, and can be done again", async () => {
    const scene = await sceneOf();
    const before = await scene.seen();
    expect(before).toMatchObject({ namespace: null, annotation: null });
    const update = await scene.ask(scene.chain);
    expect(await scene.run()).toEqual({ kind: "in-step" });
    const { detail, ...ended } = await scene.outcome(update);
    expect(ended).toEqual({ state: "applied", steps: ["done", "done", "done", "done"] });
    expect(detail).toMatch(/up to 7/);
    expect(await scene.seen()).toEqual({
      namespace: "Active",
      annotation: scene.email,
      bindings: [{ role, members: [scene.member], condition: null }],
    });
    const steps = ["update.step", "update.step"];
    expect(await events()).toEqual([
      ...["update.requested", "update.begun", ...steps, ...steps, ...steps, ...steps, "update.applied"],
    ]);
    expect(await test.store.audit.verify()).toMatchObject({ intact: true });

    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied", steps: ["done", "done", "done", "done"] });
    expect(await scene.seen()).toMatchObject({ annotation: null, bindings: [] });
    await scene.time.sleep(60_000);
    const again = await scene.askUndo(undo);
    await scene.run();
    expect(await scene.outcome(again)).toMatchObject({ state: "applied" });
    expect(await scene.seen()).toMatchObject({ namespace: "Active", annotation: scene.email });
  });

  it("sends nothing of what is there, and its undo takes back only what it made", async () => {
    const scene = await sceneOf(withAccount);
    const update = await scene.ask(scene.chain);
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "applied",
      detail: expect.stringMatching(/^2 of 4 steps/),
      steps: ["already", "already", "done", "done"],
    });
    await scene.askUndo(update);
    await scene.run();
    expect(await scene.seen()).toMatchObject({ namespace: "Active", annotation: "none" });
  });

  it("was as wished already: nothing is sent", async () => {
    const scene = await sceneOf();
    await scene.ask(scene.chain);
    await scene.run();
    const update = await scene.ask(scene.chain);
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "applied",
      detail: "Everything was as wished already: nothing was changed.",
      steps: ["already", "already", "already", "already"],
    });
  });
});

describe("a ground that is not as it was confirmed", () => {
  it("ends it before anything is sent; an earlier step stays, and can be taken back", async () => {
    const scene = await sceneOf(withAccount);
    await scene.annotate("other@corp-data-prod.iam.gserviceaccount.com");
    const [, , annotate, bind] = scene.chain;
    const update = await scene.ask([bind, annotate]);
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(
        /is other@.* by now, and was not there: somebody else changed it\. Made before: Give .*\[dbt\/runner\].* An undo takes that back\.$/,
      ),
      steps: ["done", "failed"],
    });
    expect(await scene.seen()).toMatchObject({ annotation: "other@corp-data-prod.iam.gserviceaccount.com" });
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied", steps: ["done"] });
    expect((await scene.seen()).bindings).toEqual([]);
  });

  it.each<[string, (scene: WorkloadScene) => WorkloadStep, RegExp]>([
    ["no namespace", ({ chain }) => chain[1], /namespace dbt is not there/],
    ["no account", ({ chain }) => chain[2], /service account dbt\/runner is not there/],
    [
      "another pool",
      () => ({ kind: "enable-workload-identity", workloadPool: "corp-other.svc.id.goog" }),
      /pool corp-data-prod\.svc\.id\.goog by now/,
    ],
    [
      "no node pool",
      () => ({ kind: "set-node-metadata", nodePool: "nope", before: "gce", after: "gke" }),
      /no node pool nope/,
    ],
  ])("%s", async (_, step, why) => {
    const overlay = { workloadIdentityConfig: { workloadPool: "corp-data-prod.svc.id.goog" } };
    const scene = await sceneOf({ overlay });
    const update = await scene.ask([step(scene)]);
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "conflict", detail: expect.stringMatching(why) });
  });

  it("keeps an undo from taking away what others use", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    await scene.run();
    const { writer } = await scene.kubernetes();
    await writer.createServiceAccount("dbt", "somebodys", AbortSignal.timeout(5_000));
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/namespace dbt is not empty \(ServiceAccount somebodys\): it stays/),
      steps: ["done", "done", "done", "failed"],
    });
    expect(await scene.seen()).toMatchObject({ namespace: "Active" });
  });

  it("keeps an undo from deleting what it may not look into", async () => {
    const scene = await sceneOf();
    const update = await scene.ask([scene.chain[0]]);
    await scene.run();
    const deny = ["container.secrets.list"];
    await scene.control("POST", "/identities", { identity: "drawbridge-applier", deny });
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/cannot be seen \(Secret\): it stays/),
    });
    expect(await scene.seen()).toMatchObject({ namespace: "Active" });
  });

  it("keeps an undo from deleting a service account that somebody annotated since", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    await scene.run();
    const { reader, writer } = await scene.kubernetes();
    const { resourceVersion = "" } = (await reader.serviceAccount("dbt", "runner", AbortSignal.timeout(5_000))) ?? {};
    const annotation = { key: "meta.helm.sh/release-name", value: "etl" };
    await writer.annotate("dbt", "runner", annotation, resourceVersion, AbortSignal.timeout(5_000));
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/annotation meta\.helm\.sh\/release-name .*somebody uses it: it stays/i),
      steps: ["done", "done", "failed", "waiting"],
    });
  });

  it("keeps an undo from an annotation that somebody changed since", async () => {
    const scene = await sceneOf(withAccount);
    const update = await scene.ask([scene.chain[2]]);
    await scene.run();
    await scene.annotate("other@corp-data-prod.iam.gserviceaccount.com");
    const undo = await scene.askUndo(update);
    await scene.run();
    expect(await scene.outcome(undo)).toMatchObject({ state: "conflict", steps: ["failed"] });
  });
});

describe("somebody who is faster than the request", () => {
  it("and annotates differently keeps their annotation: it is a conflict", async () => {
    const scene = await sceneOf(withAccount);
    const update = await scene.ask([scene.chain[2]]);
    const atStep = async (step: ApplierStep) => {
      if (step === "intended") await scene.annotate("other@corp-data-prod.iam.gserviceaccount.com");
    };
    await scene.run({ atStep });
    expect(await scene.outcome(update)).toMatchObject({ state: "conflict", steps: ["failed"] });
    expect(await scene.seen()).toMatchObject({ annotation: "other@corp-data-prod.iam.gserviceaccount.com" });
  });

  it("and does the same did it themselves: no undo takes it back", async () => {
    const scene = await sceneOf();
    const update = await scene.ask([scene.chain[0]]);
    const { writer } = await scene.kubernetes();
    const atStep = async (step: ApplierStep) => {
      if (step === "intended") await writer.createNamespace("dbt", AbortSignal.timeout(5_000));
    };
    await scene.run({ atStep });
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["already"] });
    expect((await scene.askUndo(update)).remedy.params).toMatchObject({ steps: [] });
  });

  it.each([
    ["never arrived", false],
    ["was carried out", true],
  ])("or no answer at all: the cluster is looked at again when the request %s", async (_, arrives) => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    let lost = 0;
    const workloads: WorkloadPort = {
      ...scene.port,
      async kubernetes(...args) {
        const { writer, ...rest } = await scene.port.kubernetes(...args);
        const createServiceAccount: typeof writer.createServiceAccount = async (...named) => {
          lost += 1;
          if (lost > 1) return writer.createServiceAccount(...named);
          if (arrives) await writer.createServiceAccount(...named);
          throw new KubernetesError("unknown-outcome", "the connection broke");
        };
        return { ...rest, writer: { ...writer, createServiceAccount } };
      },
    };
    expect(await scene.run({ workloads })).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done", "done", "done", "done"] });
    expect(lost).toBe(arrives ? 1 : 2);
    const made = (await test.store.updates.get(update.id))?.steps?.[1]?.made;
    expect(made === null).toBe(arrives);
  });
});

describe("the policy of the Google service account", () => {
  it("keeps everybody else's bindings and conditions as they are, there and back", async () => {
    const scene = await sceneOf();
    await scene.setPolicy(others);
    const before = (await scene.seen()).bindings;
    const update = await scene.ask([scene.chain[3]]);
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
    const after = (await scene.seen()).bindings;
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after.flatMap(({ condition, members }) => (condition === null ? members : []))).toContain(scene.member);
    expect(after.flatMap(({ members }) => members)).toHaveLength(4);
    await scene.askUndo(update);
    await scene.run();
    expect((await scene.seen()).bindings).toEqual(before);
  });

  it("keeps the member of a human who was faster", async () => {
    const scene = await sceneOf();
    const update = await scene.ask([scene.chain[3]]);
    const workloads = scene.iamOnce((set) => async (...args) => {
      await scene.setPolicy(others);
      return set(...args);
    });
    expect(await scene.run({ workloads })).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
    const members = (await scene.seen()).bindings.flatMap((binding) => binding.members);
    expect(members).toHaveLength(4);
  });

  it.each([
    ["never arrived", async () => undefined],
    ["was taken", async (set: () => Promise<unknown>) => set()],
  ])("is looked at again when the answer is lost and the request %s", async (_, before) => {
    const scene = await sceneOf();
    const update = await scene.ask([scene.chain[3]]);
    const workloads = scene.iamOnce((set) => async (...args) => {
      await before(() => set(...args));
      throw new GoogleError("unknown-outcome", "no answer");
    });
    await scene.run({ workloads });
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
    expect((await scene.seen()).bindings).toEqual([{ role, members: [scene.member], condition: null }]);
  });

  it("is not written without the permission, in Google's words", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    const deny = ["iam.serviceAccounts.setIamPolicy"];
    await scene.control("POST", "/identities", { identity: "drawbridge-applier", deny });
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/^Google refused it: .*setIamPolicy.*Made before: Create the namespace dbt; /),
      steps: ["done", "done", "done", "failed"],
    });
  });
});

describe("a control plane that cannot be reached", () => {
  it("is waited for, keeps no grant from its turn, and is given up after ten minutes", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    const kubernetes = async () => {
      throw new KubernetesError("unreachable", "the private endpoint 10.0.0.2: timed-out");
    };
    const workloads = { ...scene.port, kubernetes };
    expect(await scene.run({ workloads })).toMatchObject({ kind: "waiting" });
    expect(await scene.outcome(update)).toMatchObject({
      state: "open",
      steps: ["waiting", ...Array(3).fill("waiting")],
    });
    await scene.run({ workloads });
    expect((await events()).filter((action) => action === "update.step")).toHaveLength(1);
    await scene.grant("62.4.5.7/32");
    await scene.run({ workloads });
    await scene.time.sleep(5_000);
    await scene.run({ workloads });
    expect(await test.store.grants.get("g-62.4.5.7/32")).toMatchObject({ state: "active" });
    await scene.time.sleep(11 * 60_000);
    expect(await scene.run({ workloads })).toEqual({ kind: "in-step" });
    expect(await scene.outcome(update)).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/^Nothing has happened for 10 minutes\. The control plane cannot be reached/),
    });
  });
});

describe("settings of the cluster", () => {
  it("are operations that are followed, and taken back", async () => {
    const scene = await sceneOf({ overlay: { workloadIdentityConfig: null } });
    const view = () => scene.port.container.getWorkloadCluster(scene.cluster, 5_000);
    expect((await view()).workloadPool).toBeNull();
    const update = await scene.ask([{ kind: "enable-workload-identity", workloadPool: "corp-data-prod.svc.id.goog" }]);
    await settle(scene);
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
    expect(await view()).toMatchObject({ workloadPool: "corp-data-prod.svc.id.goog" });

    // The base's node pool has GKE's metadata server: the pool cannot go off under it.
    const tooEarly = await scene.askUndo(update);
    await settle(scene);
    expect(await scene.outcome(tooEarly)).toMatchObject({
      state: "conflict",
      detail: expect.stringMatching(/uses GKE's metadata server/),
    });
    const nodePool = (await view()).nodePools[0]?.name ?? "";
    const other = await scene.ask([{ kind: "set-node-metadata", nodePool, before: "gke", after: "gce" }]);
    await settle(scene);
    expect(await scene.outcome(other)).toMatchObject({ state: "applied", steps: ["done"] });
    expect((await view()).nodePools[0]).toMatchObject({ metadata: "gce" });
    const back = await scene.askUndo(other);
    await settle(scene);
    expect((await view()).nodePools[0]).toMatchObject({ metadata: "gke" });
    await scene.askUndo(back);
    await settle(scene);
    const undo = await scene.askUndo(update);
    await settle(scene);
    expect(await scene.outcome(undo)).toMatchObject({ state: "applied" });
    expect(await view()).toMatchObject({ workloadPool: null });
  });
});

describe("an operation of ours that takes long", () => {
  it("is not given up because Google cannot be read right after it", async () => {
    const scene = await sceneOf({ overlay: { workloadIdentityConfig: null } });
    const update = await scene.ask([{ kind: "enable-workload-identity", workloadPool: "corp-data-prod.svc.id.goog" }]);
    expect(await scene.runUntil("operation-stored")).toBe(true);
    await scene.time.sleep(40 * 60_000);
    const getWorkloadCluster = () => Promise.reject(new GoogleError("unavailable", "try again"));
    const workloads = { ...scene.port, container: { ...scene.port.container, getWorkloadCluster } };
    await scene.run({ workloads });
    expect(await scene.outcome(update)).toMatchObject({ state: "open", steps: ["open"] });
    await settle(scene);
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
  });
});

describe("an operation of somebody else", () => {
  it("is waited for without asking again and again", async () => {
    const scene = await sceneOf({ overlay: { workloadIdentityConfig: null } });
    const name = `projects/corp-data-prod/locations/europe-west1/clusters/${scene.cluster.cluster}`;
    const { body } = await scene.control("POST", "/operations", { cluster: name, operationType: "UPGRADE_NODES" });
    const operation = String(body.name ?? body.operation);
    const update = await scene.ask([{ kind: "enable-workload-identity", workloadPool: "corp-data-prod.svc.id.goog" }]);
    for (let turns = 0; turns < 4; turns += 1) expect(await scene.run()).toMatchObject({ kind: "waiting" });
    expect(await scene.outcome(update)).toMatchObject({ state: "open", steps: ["waiting"] });
    // Written down to be sent, and that Google did not take it.
    expect((await events()).filter((action) => action === "update.step")).toHaveLength(2);
    await scene.control("POST", "/operations/end", { operation });
    await settle(scene);
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
  });
});

describe("an applier that dies", () => {
  const steps: readonly ApplierStep[] = ["locked", "read", "intended", "accepted", "read-back", "closed"];
  it.each(steps.flatMap((step) => [1, 2, 3].map((nth) => [step, nth] as const)))(
    "at %s (%i) leaves nothing half done: the next one finishes it",
    async (step, nth) => {
      const scene = await sceneOf();
      const update = await scene.ask(scene.chain);
      const died = await scene.runUntil(step, nth);
      if (step === "locked" && nth > 1) return;
      expect(died).toBe(true);
      expect(await scene.run()).toEqual({ kind: "in-step" });
      expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done", "done", "done", "done"] });
      expect(await scene.seen()).toEqual({
        namespace: "Active",
        annotation: scene.email,
        bindings: [{ role, members: [scene.member], condition: null }],
      });
    },
  );

  it.each<ApplierStep>(["intended", "accepted", "operation-stored", "operation-ended", "read-back"])(
    "at %s of an operation does not start it twice",
    async (step) => {
      const scene = await sceneOf({ overlay: { workloadIdentityConfig: null } });
      const update = await scene.ask([
        { kind: "enable-workload-identity", workloadPool: "corp-data-prod.svc.id.goog" },
      ]);
      for (let turns = 0; turns < 20 && !(await scene.runUntil(step)); turns += 1) await scene.time.sleep(5_000);
      await settle(scene);
      expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done"] });
      const taken = (await scene.history()).filter(({ outcome }) => outcome === "accepted");
      expect(taken).toHaveLength(1);
    },
  );

  it("after somebody else was faster does not take their work for its own", async () => {
    const scene = await sceneOf(withAccount);
    const update = await scene.ask([scene.chain[2]]);
    const atStep = async (step: ApplierStep) => {
      if (step === "intended") await scene.annotate(scene.email);
      if (step === "not-accepted") throw new Error("killed");
    };
    await expect(scene.run({ atStep })).rejects.toThrow("killed");
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["already"] });
  });

  it("does not delete what it is not sure to have made", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    expect(await scene.runUntil("accepted", 1)).toBe(true);
    await scene.run();
    await scene.askUndo(update);
    await scene.run();
    expect(await scene.seen()).toMatchObject({ namespace: "Active", annotation: null, bindings: [] });
  });
});

describe("an applier that stood still, and goes on after another has gone further", () => {
  /* It has lost its lock by then. */
  const unlocked = (): ApplierContext["store"] => ({
    ...test.store.changes,
    withClusterLock: (_cluster, work) => work(),
  });

  it("does not put its old memory in the place of what the other wrote down", async () => {
    const scene = await sceneOf();
    const update = await scene.ask(scene.chain);
    const asleep = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    let intended = 0;
    const stands = async (step: ApplierStep) => {
      if (step !== "intended") return;
      intended += 1;
      if (intended !== 2) return;
      asleep.resolve();
      await awake.promise;
    };
    const first = scene.run({ atStep: stands }).catch((error: unknown) => error);
    await asleep.promise;
    let closed = 0;
    const dies = (step: ApplierStep) => {
      if (step === "closed") closed += 1;
      if (closed === 2) throw new Error("killed");
    };
    await expect(scene.run({ store: unlocked(), atStep: dies })).rejects.toThrow("killed");
    const known = await test.store.updates.get(update.id);
    expect(known?.steps?.map(({ state }) => state)).toEqual(["done", "done", "done", "waiting"]);
    awake.resolve();
    await first;
    await scene.run();
    expect(await scene.outcome(update)).toMatchObject({ state: "applied", steps: ["done", "done", "done", "done"] });
    expect((await test.store.updates.get(update.id))?.steps?.[1]?.made).toEqual(known?.steps?.[1]?.made);
  });
});

it("is sure of what it made, however long the answer took", async () => {
  const scene = await sceneOf();
  const update = await scene.ask([scene.chain[0]]);
  const workloads: WorkloadPort = {
    ...scene.port,
    async kubernetes(...args) {
      const { writer, ...rest } = await scene.port.kubernetes(...args);
      const createNamespace: typeof writer.createNamespace = async (...named) => {
        await scene.time.sleep(20_000);
        return writer.createNamespace(...named);
      };
      return { ...rest, writer: { ...writer, createNamespace } };
    },
  };
  expect(await scene.run({ workloads })).toEqual({ kind: "in-step" });
  const step = (await test.store.updates.get(update.id))?.steps?.[0];
  expect(step).toMatchObject({ state: "done", made: { uid: expect.stringMatching(/./) } });
});

describe("a grant of the same cluster", () => {
  it.each(["aborted", "unknown-outcome"] as const)(
    "is not kept waiting by a step that fails with %s again and again",
    async (reason) => {
      const scene = await sceneOf();
      await scene.ask([scene.chain[3]]);
      const setPolicy = async () => {
        await scene.time.sleep(8_000);
        throw new GoogleError(reason, "no");
      };
      const workloads = { ...scene.port, iam: { ...scene.port.iam, setPolicy } };
      const before = scene.time.elapsed();
      expect(await scene.run({ workloads })).toMatchObject({ kind: "waiting" });
      expect(scene.time.elapsed() - before).toBeLessThan(30_000);
    },
  );
});

async function settle(scene: WorkloadScene): Promise<void> {
  for (let turns = 0; turns < 60; turns += 1) {
    if ((await scene.run()).kind === "in-step") return;
    await scene.time.sleep(10_000);
  }
  throw new Error("It did not come to an end.");
}
