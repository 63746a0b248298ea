import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { ApplierContext, ApplierStep } from "@/lib/changes/applier-context";
import type { GrantStore } from "@/lib/changes/grant-store";
import type { ChangeStore } from "@/lib/changes/ports";
import { reconcile } from "@/lib/changes/reconcile";
import { virtualTime } from "@/lib/changes/testing";
import type { UpdateStore } from "@/lib/changes/updates/port";
import type { Update } from "@/lib/changes/updates/update";
import type { WorkloadPort } from "@/lib/changes/updates/workload/port";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { applierWorkloads } from "@/lib/server/roles-workloads";
import { startSimulator } from "@/lib/simulator/simulator";
import { clientOf, testWorkload } from "@/lib/simulator/testing";
import { googleServiceAccountOf, type WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { impersonationAnnotation, impersonationMember } from "@/lib/workload/facts/derive/member";
import type { WorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { stepChange } from "@/lib/workload/remedies/step-effect";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { stepsBack } from "@/lib/workload/remedies/steps-back";

type Stores = { readonly grants: GrantStore; readonly updates: UpdateStore; readonly changes: ChangeStore };
type Chain = readonly [WorkloadStep, WorkloadStep, WorkloadStep, WorkloadStep];

const soon = () => AbortSignal.timeout(10_000);

/** One cluster of the real simulator with its Kubernetes and IAM, over the wire, in virtual time that starts now. */
export async function createWorkloadScene(stores: Stores, differences: Partial<WorkloadWorld> = {}) {
  const time = virtualTime(Date.now());
  const world = testWorkload("repaired", differences);
  const project = world.project ?? "corp-data-prod";
  const simulator = await startSimulator({ worlds: [], workloadWorlds: [world], now: time.clock.now });
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(simulator.caFile, "utf8")]);
  const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
  const identity = googleIdentity(settings);
  const container = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
  const way = { proxyUrl: `http://server:x@${simulator.proxy}`, resolvers: [simulator.dns.server] };
  const port = applierWorkloads(settings, { container, identity }, way);
  const cluster = { project, location: "europe-west1", cluster: world.name };
  const email = googleServiceAccountOf(world);
  const member = impersonationMember(`${project}.svc.id.goog`, "dbt", "runner");
  const { control, google, history } = clientOf(simulator);
  const context: ApplierContext = {
    ...{ container, workloads: port, clock: time.clock, sleep: time.sleep, random: () => 0.5 },
    store: stores.changes,
    newId: () => "w",
    log: () => undefined,
    stopping: new AbortController().signal,
  };
  let asked = 0;
  const request = async (remedy: WorkloadRepair, undoes: string | null): Promise<Update> => {
    asked += 1;
    const answer = await stores.updates.request({
      ...{ id: `u${asked}`, cluster, remedy, title: "Repair it", plan: "p", diagnosis: "d", reason: "" },
      ...{ principal: { id: "ana", name: "Ana" }, idempotencyKey: `click-${asked}`, basis: "", undoes },
      requestedAt: time.clock.now(),
      confirmed: remedy.params.steps.map(stepChange),
    });
    if (answer.kind === "refused") throw new Error(answer.why);
    return answer.update;
  };
  const kubernetes = () => port.kubernetes(cluster, soon());
  const policy = () => port.iam.getPolicy(email, 5_000);
  /* The whole chain for dbt/runner, as for a cluster that has nothing of it. */
  const chain: Chain = [
    { kind: "create-namespace", namespace: "dbt" },
    { kind: "create-service-account", namespace: "dbt", serviceAccount: "runner" },
    { kind: "annotate", namespace: "dbt", serviceAccount: "runner", before: null, after: email },
    { kind: "add-binding", googleServiceAccount: email, member },
  ];
  return {
    ...{ time, simulator, context, port, cluster, email, member, control, google, history, kubernetes, policy, chain },
    ask: (steps: readonly WorkloadStep[]) =>
      request({ id: "repair-workload", params: { remedy: "repair-chain", steps } }, null),
    async askUndo({ id }: Update): Promise<Update> {
      const update = await stores.updates.get(id);
      const { steps } = stepsBack(update?.steps ?? []);
      return request({ id: "undo-workload", params: { update: id, steps } }, id);
    },
    run: (more: Partial<ApplierContext> = {}) => reconcile(cluster, { ...context, ...more }),
    /** Runs until a step is reached the nth time, at which the process dies. False when it was not reached. */
    async runUntil(step: ApplierStep, nth = 1): Promise<boolean> {
      const died = new Error("killed");
      let times = 0;
      const atStep = (at: ApplierStep) => {
        if (at === step) times += 1;
        if (at === step && times === nth) throw died;
      };
      try {
        await reconcile(cluster, { ...context, atStep });
        return false;
      } catch (error) {
        if (error !== died) throw error;
        return true;
      }
    },
    async outcome({ id }: Update) {
      const update = await stores.updates.get(id);
      return { state: update?.state, detail: update?.detail, steps: update?.steps?.map(({ state }) => state) };
    },
    /** What there is of the chain now. */
    async seen() {
      const { reader } = await kubernetes();
      const namespace = await reader.namespace("dbt", soon());
      const account = namespace && (await reader.serviceAccount("dbt", "runner", soon()));
      return {
        namespace: namespace?.phase ?? null,
        annotation: account ? (account.annotations[impersonationAnnotation] ?? "none") : null,
        bindings: (await policy()).bindings,
      };
    },
    /** Somebody else annotates dbt/runner. */
    async annotate(value: string | null): Promise<void> {
      const { reader, writer } = await kubernetes();
      const account = await reader.serviceAccount("dbt", "runner", soon());
      const annotation = { key: impersonationAnnotation, value };
      await writer.annotate("dbt", "runner", annotation, account?.resourceVersion ?? "", soon());
    },
    /** Somebody else sets the account's policy. */
    async setPolicy(bindings: readonly JsonObject[]): Promise<void> {
      const { etag } = await policy();
      const path = `v1/projects/${project}/serviceAccounts/${email}:setIamPolicy`;
      const { status, body } = await google("POST", path, { policy: { bindings, etag, version: 3 } } as JsonObject);
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    grant: (cidr: string) =>
      stores.grants.request([
        {
          ...{ id: `g-${cidr}`, cluster, cidr, durationMs: 3_600_000, approvalsNeeded: 0, reason: "" },
          ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
          ...{ principal: { id: "ana", name: "Ana" }, idempotencyKey: `g-${cidr}` },
          requestedAt: time.clock.now(),
          startBy: new Date(time.clock.now().getTime() + 3_600_000),
        },
      ]),
    /** The port with one method that does something else the first time. */
    iamOnce(change: (set: WorkloadPort["iam"]["setPolicy"]) => WorkloadPort["iam"]["setPolicy"]): WorkloadPort {
      let used = false;
      const { setPolicy } = port.iam;
      const once: typeof setPolicy = (...args) => {
        if (used) return setPolicy(...args);
        used = true;
        return change(setPolicy)(...args);
      };
      return { ...port, iam: { ...port.iam, setPolicy: once } };
    },
    close: () => simulator.close(),
  };
}

export type WorkloadScene = Awaited<ReturnType<typeof createWorkloadScene>>;
