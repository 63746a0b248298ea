import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClusterName } from "@/lib/core/cluster-name";
import { GoogleError } from "@/lib/google/google-error";
import type { ServiceContext } from "@/lib/services/context";
import { planUndo } from "@/lib/services/plans/plan-undo";
import { at as asker, chris, createServiceScene } from "@/lib/services/testing";
import { startTestCluster, type TestCluster } from "@/lib/store/testing";
import type { WorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import type { StepProgress, WorkloadStep } from "@/lib/workload/remedies/steps";
import { planStepsBack } from "./plan-steps-back";

let databases: TestCluster;
beforeAll(async () => {
  databases = await startTestCluster();
});
afterAll(() => databases?.close());

const account = { namespace: "dbt", serviceAccount: "runner" };
const email = "etl@corp-data-prod.iam.gserviceaccount.com";
const member = "serviceAccount:corp-data-prod.svc.id.goog[dbt/runner]";
const namespace: WorkloadStep = { kind: "create-namespace", namespace: "dbt" };
const annotate: WorkloadStep = { kind: "annotate", ...account, before: null, after: email };
const unannotate: WorkloadStep = { kind: "annotate", ...account, before: email, after: null };
const bind: WorkloadStep = { kind: "add-binding", googleServiceAccount: email, member };
const unbind: WorkloadStep = { kind: "remove-binding", googleServiceAccount: email, member };
const gone: WorkloadStep = { kind: "delete-namespace", namespace: "dbt", uid: "n" };

type Progress = readonly (readonly [WorkloadStep, StepProgress["state"]])[];
type Told = {
  readonly cluster?: Partial<ClusterName>;
  readonly undoes?: string;
  readonly state?: "applied" | "conflict" | "queued";
};

async function scene({ deleted = false } = {}) {
  const { store } = await databases.createStore();
  const { context, view, time, withPolicy } = createServiceScene(store);
  const workloadSurroundings = () => ({
    container: { getWorkloadCluster: async () => ({ name: view.name, etag: "e", nodePools: [], labels: {} }) },
    rest: async () => {
      if (deleted) throw new GoogleError("not-found", "Unknown service account.");
      return {};
    },
  });
  const services = { ...context, workloadSurroundings } as unknown as ServiceContext;
  /** An update that has ended like that. */
  const change = async (id: string, progress: Progress, { cluster, undoes, state = "applied" }: Told = {}) => {
    await time.sleep(1_000);
    const at = time.clock.now();
    const steps = progress.map(([step]) => step);
    const remedy: WorkloadRepair = undoes
      ? { id: "undo-workload", params: { update: undoes, steps } }
      : { id: "repair-workload", params: { remedy: "repair-chain", steps } };
    const answer = await store.updates.request({
      ...{ id, cluster: { ...view.name, ...cluster }, remedy, title: `Change ${id}`, plan: "p", diagnosis: "d" },
      ...{ principal: { id: "ana", name: "Ana" }, reason: "", idempotencyKey: id, requestedAt: at, confirmed: [] },
      ...{ basis: "", undoes: undoes ?? null },
    });
    if (answer.kind === "refused") throw new Error(answer.why);
    if (state === "queued") return;
    const ended = progress.map(
      ([step, is]): StepProgress => ({
        ...{ step, state: is, detail: "", at: at.toISOString() },
        made: step.kind.startsWith("create") ? { uid: "n" } : null,
      }),
    );
    await store.changes.updates.beginSteps(answer.update, ended, at);
    await store.changes.updates.close({ ...answer.update, steps: ended }, { state, detail: "", drift: [], at });
  };
  const undo = async (id: string) => {
    const update = await store.updates.get(id);
    if (!update) throw new Error(`There is no update ${id}.`);
    const { changes, warnings, risk } = await planStepsBack(services, asker(chris), update);
    return { fields: changes.map(({ field }) => field.split(" ")[0]), warnings: warnings.join(" "), risk };
  };
  /** The same by a policy that shows nothing to anybody. */
  const undoUnseen = (id: string) => {
    const nothing = withPolicy(`@id("a") @title("t") @why("w") forbid (principal, action, resource);`);
    return planUndo({ ...services, policy: nothing.policy }, asker(chris), id);
  };
  return { change, undo, undoUnseen };
}

const refusal = (why: RegExp) => ({ details: { status: 422, detail: expect.stringMatching(why) } });
const reports = { cluster: { cluster: "reports" } };

describe("the binding of a pool that several clusters share", () => {
  it("stays while another cluster's change uses it, and that is said", async () => {
    const { change, undo } = await scene();
    await change("u1", [
      [annotate, "done"],
      [bind, "done"],
    ]);
    await change("u2", [[annotate, "done"]], reports);
    const plan = await undo("u1");
    expect(plan).toMatchObject({ fields: ["ServiceAccount"], risk: "disruptive" });
    expect(plan.warnings).toMatch(/The binding of .*\[dbt\/runner\] stays: it is what reports \("Change u2"\) uses/);
    await change("u3", [[unannotate, "done"]], { undoes: "u1" });
    await expect(undo("u1")).rejects.toMatchObject(refusal(/reports \("Change u2"\) uses/));
    await change("u4", [[unannotate, "done"]], { ...reports, undoes: "u2" });
    expect(await undo("u1")).toMatchObject({ fields: ["IAM"] });
    await change("u5", [[unbind, "done"]], { undoes: "u1" });
    await expect(undo("u1")).rejects.toMatchObject(refusal(/taken back already/));
  });

  it.each<[string, Progress, Told, boolean]>([
    ["found it", [[bind, "already"]], reports, true],
    ["is about to use it", [[annotate, "waiting"]], { ...reports, state: "queued" }, true],
    ["was ended before it", [[annotate, "failed"]], { ...reports, state: "conflict" }, false],
    ["names another account", [[{ ...annotate, after: "other@p.iam.gserviceaccount.com" }, "done"]], reports, false],
    ["is for another service account", [[{ ...annotate, serviceAccount: "other" }, "done"]], reports, false],
    ["is of another project", [[annotate, "done"]], { cluster: { project: "corp-other" } }, false],
    ["is of this cluster", [[annotate, "done"]], {}, false],
  ])("where a change of another cluster %s", async (_, progress, told, stays) => {
    const { change, undo } = await scene();
    await change("u1", [
      [namespace, "done"],
      [bind, "done"],
    ]);
    await change("u2", progress, told);
    expect((await undo("u1")).fields).toEqual(stays ? ["Namespace"] : ["IAM", "Namespace"]);
  });

  it("goes for the other clusters of the project, too: the plan says so", async () => {
    const { change, undo } = await scene();
    await change("u1", [[bind, "done"]]);
    expect((await undo("u1")).warnings).toMatch(/in every other one of its project: they share one pool/);
  });
});

describe("an undo that ended before its last step", () => {
  it("is gone on with: what it took back is not taken back again from who made it anew", async () => {
    const { change, undo } = await scene();
    await change("u1", [
      [namespace, "done"],
      [annotate, "done"],
      [bind, "done"],
    ]);
    const stopped: Progress = [
      [unbind, "done"],
      [unannotate, "already"],
      [gone, "failed"],
    ];
    await change("u2", stopped, { undoes: "u1", state: "conflict" });
    await change("u3", [
      [annotate, "done"],
      [bind, "done"],
    ]);
    expect((await undo("u1")).fields).toEqual(["Namespace"]);
    expect(await undo("u3")).toMatchObject({ fields: ["IAM", "ServiceAccount"] });
  });

  it("is nothing to begin anew when it was taken back in turn: that is undone instead", async () => {
    const { change, undo } = await scene();
    await change("u1", [[bind, "done"]]);
    await change("u2", [[unbind, "done"]], { undoes: "u1" });
    await expect(undo("u1")).rejects.toMatchObject(refusal(/taken back already/));
    await change("u3", [[bind, "done"]], { undoes: "u2" });
    await expect(undo("u1")).rejects.toMatchObject(refusal(/made anew by a later change \("Change u3"\)/));
    expect(await undo("u3")).toMatchObject({ fields: ["IAM"] });
    await change("u4", [[unbind, "done"]], { undoes: "u3" });
    for (const id of ["u1", "u3"]) await expect(undo(id)).rejects.toMatchObject(refusal(/taken back already/));
  });
});

it("shows no plan of somebody else's change on a cluster that the policy does not show", async () => {
  const { change, undoUnseen } = await scene();
  await change("u1", [[bind, "done"]]);
  await expect(undoUnseen("u1")).rejects.toMatchObject({ details: { status: 403 } });
});

it("leaves what a later change made again, after somebody had taken it away", async () => {
  const { change, undo } = await scene();
  await change("u1", [
    [namespace, "done"],
    [annotate, "done"],
    [bind, "done"],
  ]);
  await change("u2", [
    [annotate, "already"],
    [bind, "done"],
  ]);
  const plan = await undo("u1");
  expect(plan.fields).toEqual(["ServiceAccount", "Namespace"]);
  expect(plan.warnings).toMatch(/was made anew by a later change \("Change u2"\): undo that one/);
  expect((await undo("u2")).fields).toEqual(["IAM"]);
});

it("takes back the rest where the Google service account was deleted", async () => {
  const { change, undo } = await scene({ deleted: true });
  await change("u1", [
    [annotate, "done"],
    [bind, "done"],
  ]);
  expect((await undo("u1")).fields).toEqual(["IAM", "ServiceAccount"]);
});
