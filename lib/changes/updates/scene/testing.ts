import type { ApplierContext, ApplierStep } from "@/lib/changes/applier-context";
import type { GrantStore } from "@/lib/changes/grant-store";
import type { ChangeStore } from "@/lib/changes/ports";
import { reconcile } from "@/lib/changes/reconcile";
import { virtualTime } from "@/lib/changes/testing";
import type { UpdateStore } from "@/lib/changes/updates/port";
import type { Update, UpdateRequest } from "@/lib/changes/updates/update";
import { planClusterUpdate } from "@/lib/diagnosis/remedies/cluster-update/plan-update";
import { settingsOf } from "@/lib/diagnosis/remedies/cluster-update/settings";
import { planUndo } from "@/lib/diagnosis/remedies/cluster-update/undo";
import type { UpdateRemedy } from "@/lib/diagnosis/remedies/cluster-update/update-remedy";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { type Simulator, startSimulator } from "@/lib/simulator/simulator";
import { clientOf, ipEndpoints, testWorld } from "@/lib/simulator/testing";
import type { JsonObject } from "@/lib/simulator/world";

const name = { project: "corp-data-prod", location: "europe-west1", cluster: "changed" };

type Stores = { readonly grants: GrantStore; readonly updates: UpdateStore; readonly changes: ChangeStore };

/**
 * One cluster of the real simulator, over HTTP, in virtual time: whoever sleeps lets operations go on. `ipEndpointsConfig` is
 * merged into the cluster's.
 */
export async function createUpdateScene(stores: Stores, ipEndpointsConfig: object = {}) {
  const time = virtualTime();
  const world = testWorld(name.cluster, { overlay: ipEndpoints(ipEndpointsConfig as JsonObject) });
  const simulator: Simulator = await startSimulator({ worlds: [world], now: time.clock.now });
  const settings = { endpoint: simulator.google, tokenFile: simulator.applierTokenFile };
  const identity = googleIdentity(settings);
  const container = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
  const { control, history, put } = clientOf(simulator);
  const context: ApplierContext = {
    ...{ container, clock: time.clock, sleep: time.sleep, random: () => 0.5 },
    store: stores.changes,
    newId: () => "w",
    log: () => undefined,
    stopping: new AbortController().signal,
  };
  let asked = 0;
  const view = () => container.getCluster(name, 5_000);
  const request = async (differences: Partial<UpdateRequest>): Promise<Update> => {
    asked += 1;
    const answer = await stores.updates.request({
      ...{ id: `u${asked}`, cluster: name, title: "Change it", plan: "p", diagnosis: "d", reason: "" },
      ...{ principal: { id: "ana", name: "Ana" }, idempotencyKey: `click-${asked}`, basis: "", undoes: null },
      remedy: { id: "open-dns-endpoint", params: {} },
      requestedAt: time.clock.now(),
      confirmed: [],
      ...differences,
    });
    if (answer.kind === "refused") throw new Error(answer.why);
    return answer.update;
  };
  return {
    ...{ name, time, simulator, context, container, control, history, put, view, request },
    /** As a person: plans the remedy now, and confirms what was shown. */
    async ask(remedy: Exclude<UpdateRemedy, { readonly id: "undo" }>): Promise<Update> {
      const planned = planClusterUpdate(await view(), remedy);
      if ("refused" in planned) throw new Error(planned.refused);
      return request({ remedy, confirmed: planned.changes });
    },
    /** As a person: plans the way back now, and confirms it. */
    async askUndo({ id }: Update): Promise<Update> {
      const update = await stores.updates.get(id);
      if (!update?.sent) throw new Error("never sent");
      const plan = planUndo({ title: update.title, ...update.sent }, await view());
      if ("refused" in plan) throw new Error(plan.refused);
      return request({ remedy: { id: "undo", params: { update: id } }, confirmed: plan.changes, undoes: id });
    },
    run: (differences: Partial<ApplierContext> = {}) => reconcile(name, { ...context, ...differences }),
    /** Runs until a step, at which the process dies. False when the step was not reached. */
    async runUntil(step: ApplierStep): Promise<boolean> {
      const died = new Error("killed");
      try {
        const atStep = (at: ApplierStep) => {
          if (at === step) throw died;
        };
        await reconcile(name, { ...context, atStep });
        return false;
      } catch (error) {
        if (error !== died) throw error;
        return true;
      }
    },
    async outcome({ id }: Update) {
      const update = await stores.updates.get(id);
      return { state: update?.state, detail: update?.detail };
    },
    settings: async () => settingsOf(await view()),
    /** Somebody else puts this list in place, and its operation ends. */
    async edit(cidrBlocks: readonly object[]): Promise<void> {
      const networks = { enabled: true, cidrBlocks };
      const config = { ipEndpointsConfig: { authorizedNetworksConfig: networks } };
      const { status } = await put(name.cluster, { desiredControlPlaneEndpointsConfig: config });
      if (status !== 200) throw new Error(`The edit was refused: ${status}`);
      await time.sleep(4_000);
      await view();
    },
    /** The DNS endpoint opened by the applier's identity, as a request that was held up on its way. */
    async late(): Promise<void> {
      const config = { dnsEndpointConfig: { allowExternalTraffic: true } };
      const update = { etag: (await view()).etag, desiredControlPlaneEndpointsConfig: config };
      const body = { name: `projects/${name.project}/locations/${name.location}/clusters/${name.cluster}`, update };
      await container.updateCluster(name, { method: "PUT", path: "", body }, 5_000);
      await time.sleep(4_000);
    },
    async startOperation(): Promise<string> {
      const cluster = `projects/${name.project}/locations/${name.location}/clusters/${name.cluster}`;
      const { body } = await control("POST", "/operations", { cluster, operationType: "UPGRADE_NODES" });
      return String(body.name ?? body.operation);
    },
    grant: (cidr: string) =>
      stores.grants.request([
        {
          ...{ id: `g-${cidr}`, cluster: name, cidr, durationMs: 3_600_000, approvalsNeeded: 0, reason: "" },
          ...{ breakGlass: false, address: null, policy: { fingerprint: "", rules: [] }, prolongs: null },
          ...{ principal: { id: "ana", name: "Ana" }, idempotencyKey: `g-${cidr}` },
          requestedAt: time.clock.now(),
          startBy: new Date(time.clock.now().getTime() + 3_600_000),
        },
      ]),
    fail: (failure: object) => control("POST", "/update-failures", [failure]),
    close: () => simulator.close(),
  };
}

export type UpdateScene = Awaited<ReturnType<typeof createUpdateScene>>;
