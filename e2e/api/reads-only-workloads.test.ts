import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultText, policyOf } from "@/lib/access/testing";
import { parseClusterName } from "@/lib/core/cluster-name";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { applierWorkloads } from "@/lib/server/roles-workloads";
import type { ServiceContext } from "@/lib/services/context";
import { runRequest } from "@/lib/services/schema/runs";
import { dbtRequest, lintRequest, operatorRequest } from "@/lib/services/schema/workload-tools";
import { at, chris } from "@/lib/services/testing";
import { answerDbt } from "@/lib/services/workloads/answer-dbt";
import { generateOperator } from "@/lib/services/workloads/generate-operator";
import { lintDag } from "@/lib/services/workloads/lint-dag";
import { listEnvironments } from "@/lib/services/workloads/list-environments";
import { listNames } from "@/lib/services/workloads/list-names";
import { proposeWorkloadPlan } from "@/lib/services/workloads/propose-workload-plan";
import { previewRun } from "@/lib/services/workloads/runs/preview-run";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { workloadWorlds } from "@/lib/simulator/workload-worlds";
import { clusterOf } from "../support/clusters";
import { type DescribedWorkload, diagnoseWorkload } from "../support/diagnose-workload-world";
import { control } from "../support/http";
import { type Outgoing, recordOutgoing } from "../support/outgoing";
import { type SimulatedContext, simulatedContext } from "../support/simulated-context";

/** Broken in each of the places that a repair would write to, and whole. */
const names = [
  ...["namespace-missing", "service-account-missing", "annotation-missing", "binding-missing", "target-role-missing"],
  ...["workload-pool-missing", "metadata-server-off", "healthy-workload", "healthy-direct", "healthy-composer-2"],
];
const worlds = workloadWorlds.filter(({ name }) => names.includes(name));
const environment = "projects/corp-data-prod/locations/europe-west1/environments/healthy-composer-2";
const dag = `KubernetesPodOperator(task_id="a", namespace="default", env_vars={"A": "b"})`;

/** Whatever else it is called, this only reads. */
const reading: readonly RegExp[] = [
  /^GET 127\.0\.0\.1 \/(v1|v3|storage\/v1)\//,
  /^POST 127\.0\.0\.1 \/(v1|v3)\/projects\/[^:]+:getIamPolicy(\?|$)/,
  /^CONNECT 127\.0\.0\.1 [\w.-]+:443$/,
  /^GET [\w.-]+ \/(api|apis)\//,
];
/** The question that a kubectl user asks by `auth can-i`: it makes no object. */
const selfReview = /^POST [\w.-]+ \/apis\/authorization\.k8s\.io\/v1\/selfsubjectaccessreviews$/;

let simulator: Simulator;
let simulated: SimulatedContext;
let context: ServiceContext;
let described: readonly DescribedWorkload[];
let outgoing: Outgoing;
beforeAll(async () => {
  simulator = await startSimulator({ worlds: [], workloadWorlds: worlds });
  const state = (await control(simulator.control, "GET", "/state")) as { workloads: readonly DescribedWorkload[] };
  described = state.workloads;
  simulated = simulatedContext(simulator, ["corp-data-prod"]);
  const { store } = simulated.context;
  const { workloadReports: stored } = simulated;
  /* What Drawbridge keeps of its own is no write to Google. */
  context = {
    ...simulated.context,
    policy: policyOf(defaultText),
    store: {
      ...store,
      workloadReports: {
        ...store.workloadReports,
        get: async (id) => ({ report: stored.get(id) }) as Awaited<ReturnType<typeof store.workloadReports.get>>,
      },
      plans: { ...store.plans, keep: async () => undefined },
      changes: { ...store.changes, ownedEntries: async () => [] },
    },
  };
});
afterAll(() => simulator.close());
beforeEach(() => {
  outgoing = recordOutgoing();
});
afterEach(() => outgoing.stop());

const signal = () => AbortSignal.timeout(20_000);
const writes = () => outgoing.requests.filter((line) => ![...reading, selfReview].some((form) => form.test(line)));

async function expectNoWrite(): Promise<void> {
  expect(writes()).toEqual([]);
  expect(((await control(simulator.control, "GET", "/history")) as { history: unknown[] }).history).toEqual([]);
}

describe("what the workload pages show is had without a write, to Google or to a control plane:", () => {
  it("diagnoses, and the plans of all that they offer", async () => {
    const reports = await Promise.all(described.map((world) => diagnoseWorkload({ ...simulated, context }, world)));
    const plans = reports.flatMap(({ id, verdict, findings }) =>
      [...verdict.remedies, ...findings.flatMap(({ remedies }) => remedies)].map((remedy) => ({ id, remedy })),
    );
    const kinds = new Set(plans.map(({ remedy }) => remedy.id));
    expect(kinds.size, [...kinds].join()).toBeGreaterThan(6);
    for (const { id, remedy } of plans) {
      await proposeWorkloadPlan(context, at(chris), { diagnosis: id, remedy }).catch((problem: unknown) => {
        expect(problem).toMatchObject({ details: { status: 422 } });
      });
    }
    await expectNoWrite();
    for (const form of reading)
      expect(
        outgoing.requests.filter((line) => form.test(line)),
        String(form),
      ).not.toEqual([]);
  });

  it("names, environments, previews of pods, operators, dbt's arguments, and what is wrong with a DAG", async () => {
    for (const target of [clusterOf("healthy-workload"), environment]) {
      const { namespaces, missing } = await listNames(context, { target, namespace: "dbt" }, signal());
      expect([namespaces.length > 0, missing]).toEqual([true, []]);
    }
    const { environments } = await listEnvironments(context, { project: null, location: "europe-west1" }, signal());
    expect(environments.map(({ name }) => name)).toEqual([environment]);
    const cluster = clusterOf("healthy-workload");
    const who = { namespace: "dbt", serviceAccount: "dbt-runner" };
    const form = { taskId: "dbt_run", image: "dbt:1.9", ...who };
    const versions = { environment };
    for (const asked of [
      { kind: "probe", cluster, ...who, expected: null },
      { kind: "rehearsal", cluster, form },
    ]) {
      expect(await previewRun(context, chris, runRequest.parse(asked))).toHaveProperty("manifest");
    }
    expect(await generateOperator(context, operatorRequest.parse({ form, versions }))).toHaveProperty("code");
    expect(await lintDag(context, lintRequest.parse({ source: dag, versions }))).toHaveProperty("findings");
    const layers = [{ name: "stage", select: { tags: ["hourly"] } }];
    const made = { dag: { dag: { dagId: "a", schedule: "@daily" }, pod: { image: "dbt:1.9" }, layers }, versions };
    expect(await answerDbt(context, dbtRequest.parse(made))).toBeTruthy();
    await expectNoWrite();
  });

  it("and the applier's writes would have been seen", async () => {
    const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
    const identity = googleIdentity(settings);
    const container = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
    const way = { proxyUrl: `http://server:x@${simulator.proxy}`, resolvers: [simulator.dns.server] };
    const port = applierWorkloads(settings, { container, identity }, way);
    const cluster = parseClusterName(clusterOf("binding-missing"));
    if (!cluster) throw new Error("That is no cluster.");
    await (await port.kubernetes(cluster, signal())).writer.createNamespace("written", signal());
    const account = "wi-binding-missing@corp-data-prod.iam.gserviceaccount.com";
    const before = await port.iam.getPolicy(account, 5_000);
    const member = "serviceAccount:corp-data-prod.svc.id.goog[dbt/dbt-runner]";
    const bindings = [{ role: "roles/iam.workloadIdentityUser", members: [member], condition: null }];
    await port.iam.setPolicy(account, { before, after: { ...before, bindings } }, 5_000);
    expect(writes()).toEqual([
      expect.stringMatching(/^POST [\d.]+ \/api\/v1\/namespaces$/),
      expect.stringMatching(/^POST 127\.0\.0\.1 .*:setIamPolicy$/),
    ]);
  });
});
