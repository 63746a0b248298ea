import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultText, policyOf } from "@/lib/access/testing";
import type { ApplierContext } from "@/lib/changes/applier-context";
import { reconcile } from "@/lib/changes/reconcile";
import { parseClusterName } from "@/lib/core/cluster-name";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { applierWorkloads } from "@/lib/server/roles-workloads";
import { getChange } from "@/lib/services/changes/get-change";
import type { ServiceContext } from "@/lib/services/context";
import { applyPlan } from "@/lib/services/plans/apply-plan";
import { planUndo } from "@/lib/services/plans/plan-undo";
import { ana, at, chris } from "@/lib/services/testing";
import { proposeWorkloadPlan } from "@/lib/services/workloads/propose-workload-plan";
import { startWorkloadDiagnosis } from "@/lib/services/workloads/start-workload-diagnosis";
import type { WorkloadReport } from "@/lib/services/workloads/workload-report";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { testWorkload } from "@/lib/simulator/testing";
import { startTestCluster, type TestCluster, type TestStore } from "@/lib/store/testing";
import { type DescribedWorkload, requestOf } from "../support/diagnose-workload-world";
import { simulatedContext } from "../support/simulated-context";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const terms = { duration: "4h", reason: "", breakGlass: false, confirmation: "" };
const status = (code: number) => ({ details: { status: code } });
let databases: TestCluster;
let test: TestStore;
let simulator: Simulator;
let context: ServiceContext;
let applier: ApplierContext;
let world: DescribedWorkload;

beforeAll(async () => {
  databases = await startTestCluster();
});
afterAll(() => databases?.close());
beforeEach(async () => {
  test = await databases.createStore();
  simulator = await startSimulator({ worlds: [], workloadWorlds: [testWorkload("empty-cluster")] });
  const state = (await (await fetch(new URL("/state", simulator.control))).json()) as {
    workloads: DescribedWorkload[];
  };
  const [only] = state.workloads;
  if (!only) throw new Error("The simulator has no workload world.");
  world = only;
  const { store } = test;
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  let ids = 0;
  context = {
    ...simulatedContext(simulator, [only.project]).context,
    ...{ store, policy: policyOf(defaultText), newId: () => `workload-id-${String(++ids).padStart(8, "0")}` },
  };
  const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
  const identity = googleIdentity(settings);
  const container = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
  const way = { proxyUrl: `http://server:x@${simulator.proxy}`, resolvers: [simulator.dns.server] };
  applier = {
    ...{ container, workloads: applierWorkloads(settings, { container, identity }, way), store: store.changes, clock },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    ...{ random: () => 0, newId: context.newId, log: () => undefined, stopping: new AbortController().signal },
  };
  return async () => {
    await simulator.close();
    await test.close();
  };
});

async function diagnose(): Promise<WorkloadReport> {
  const { id, events } = startWorkloadDiagnosis(context, requestOf(world), new AbortController().signal);
  for await (const _ of events) {
    /* The report is stored when the events end. */
  }
  const row = await test.store.workloadReports.get(id);
  return row?.report as WorkloadReport;
}

async function planOf({ id, verdict }: WorkloadReport, remedy: string, asker = at(chris)) {
  const found = verdict.remedies.find((one) => one.id === remedy);
  return proposeWorkloadPlan(context, asker, { diagnosis: id, remedy: { id: remedy, params: { ...found?.params } } });
}

const cluster = () => {
  const name = parseClusterName(world.cluster ?? "");
  if (!name) throw new Error("The world has no cluster.");
  return name;
};

async function applied(id: string, key: string) {
  const made = await applyPlan(context, at(chris), { id, idempotencyKey: key, terms });
  expect(made).toMatchObject({ kind: "update", state: "queued" });
  await reconcile(cluster(), applier);
  return getChange(context, chris, made.id);
}

describe("a broken chain", () => {
  it("is diagnosed, planned, repaired, found whole, and taken back", async () => {
    const report = await diagnose();
    expect(report.verdict).toMatchObject({ state: "blocked", cause: "namespace-missing" });
    const plan = await planOf(report, "repair-chain");
    expect(plan).toMatchObject({
      risk: "widens-access",
      apply: { kind: "update", policy: { decision: "allow" }, confirmation: false, refused: null },
    });
    const change = await applied(plan.id, "repair");
    expect(change).toMatchObject({
      state: "applied",
      undo: "undo",
      changes: plan.changes,
      remedy: { id: "repair-workload" },
    });
    expect(change.steps?.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "create-namespace done",
      "create-service-account done",
      "annotate done",
      "add-binding done",
    ]);
    expect(change.detail).toMatch(/up to 7/);
    const after = await diagnose();
    expect(after.verdict.state).not.toBe("blocked");

    const undo = await planUndo(context, at(chris), change.id);
    expect(undo).toMatchObject({ risk: "dangerous", apply: { kind: "update", confirmation: true } });
    await expect(applyPlan(context, at(chris), { id: undo.id, idempotencyKey: "undo", terms })).rejects.toMatchObject(
      status(422),
    );
    const confirmation = cluster().cluster;
    const press = { id: undo.id, idempotencyKey: "undo", terms: { ...terms, confirmation } };
    const back = await applyPlan(context, at(chris), press);
    await reconcile(cluster(), applier);
    expect(await getChange(context, chris, back.id)).toMatchObject({ state: "applied" });
    expect((await diagnose()).verdict).toMatchObject({ state: "blocked", cause: "namespace-missing" });
    await expect(planUndo(context, at(chris), change.id)).rejects.toMatchObject(status(422));
    expect(await planUndo(context, at(chris), back.id)).toMatchObject({ risk: "widens-access" });
  });

  it("is repaired only by whom the policy lets, and only as the diagnosis offered", async () => {
    const report = await diagnose();
    const plan = await planOf(report, "repair-chain", at(ana));
    expect(plan.apply).toMatchObject({ kind: "update", policy: { decision: "deny" } });
    const press = { id: plan.id, idempotencyKey: "a", terms };
    await expect(applyPlan(context, at(ana), press)).rejects.toMatchObject(status(403));
    await expect(planOf(report, "use-gke-metadata")).rejects.toMatchObject(status(422));
    const unknown = { diagnosis: "none-of-this-id-ever", remedy: { id: "repair-chain", params: {} } };
    await expect(proposeWorkloadPlan(context, at(chris), unknown)).rejects.toMatchObject(status(404));
  });
});
