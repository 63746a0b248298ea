import type { ApplierContext } from "@/lib/changes/applier-context";
import type { GrantRequest } from "@/lib/changes/grant";
import type { ChangeStore, ContainerPort } from "@/lib/changes/ports";
import { reconcile } from "@/lib/changes/reconcile";
import { type ClusterMemory, nextLook, remember } from "@/lib/changes/schedule";
import { seeded, type VirtualTime, virtualTime } from "@/lib/changes/testing";
import { formatClusterName } from "@/lib/core/cluster-name";
import { googleIdentity } from "@/lib/google/auth";
import { containerReader } from "@/lib/google/container";
import { containerWriter } from "@/lib/google/container-writer";
import { isGoogleError } from "@/lib/google/google-error";
import type { Store } from "@/lib/store/store";
import { isStoreError } from "@/lib/store/store-error";
import { collect } from "../chaos/arena";
import type { ChaosRun } from "../chaos/check-history";
import { type ChaosGoogle, type Place, placeOf, startChaosGoogle } from "../chaos/google";
import type { Allowed } from "../chaos/people";
import { rawUpdate } from "../chaos/slow-container";

/** Ways to break the applier's ports on purpose. `raw` sends any body, as the product's own writer refuses to. */
export type Breakage = {
  readonly container?: (port: ContainerPort, raw: ContainerPort["updateAuthorizedNetworks"]) => ContainerPort;
  readonly changes?: (store: ChangeStore) => ChangeStore;
  readonly grants?: (grants: Store["grants"]) => Store["grants"];
};

/** What a script can do. Times are milliseconds since the start. */
export type Stage = {
  readonly time: VirtualTime;
  readonly google: ChaosGoogle;
  readonly place: Place;
  readonly grants: Store["grants"];
  /** The id of a grant of this play, and of one click's. */
  readonly id: (name: string) => string;
  /** Google does something else on the cluster for that long. */
  readonly occupy: (operationType: string, lifetimeMs: number) => Promise<void>;
  /** By Bora, who may. */
  readonly approve: (name: string) => Promise<void>;
  readonly ask: (name: string, differences?: Partial<GrantRequest>) => Promise<void>;
};

export const minute = 60_000;
/** A list as people leave it. */
export const foreign = [
  { cidrBlock: "81.92.200.7/24", displayName: "office" },
  { cidrBlock: "185.44.108.31/32" },
  { cidrBlock: "45.12.0.0/16", displayName: "drawbridge:somebody-else" },
];

let plays = 0;

/** Some minutes on one cluster of the simulated Google in virtual time, with the real applier, client and store; for the checker. */
export async function play(
  store: Store,
  script: (stage: Stage) => unknown,
  { container, changes, grants = (same) => same }: Breakage = {},
  length = 5 * minute,
): Promise<ChaosRun> {
  plays += 1;
  const name = `play-${plays}`;
  const time = virtualTime();
  const place = placeOf(name, foreign);
  const { cluster } = place;
  const google = await startChaosGoogle([place], () => time.clock.now());
  const allowed = new Map<string, Allowed>();
  const occupied: (readonly [number, number])[] = [];
  const settings = { endpoint: google.simulator.google, tokenFile: google.simulator.applierTokenFile };
  const identity = googleIdentity(settings);
  const port = { ...containerReader(settings, identity), ...containerWriter(settings, identity) };
  let writes = 0;
  const context: ApplierContext = {
    container: container?.(port, rawUpdate(settings.endpoint, settings.tokenFile)) ?? port,
    store: changes?.(store.changes) ?? store.changes,
    clock: time.clock,
    sleep: time.sleep,
    random: seeded(plays),
    newId: () => `${name}-w${++writes}`,
    log: () => undefined,
    stopping: new AbortController().signal,
  };
  const id = (one: string) => `${name}-${one}`;
  const stage: Stage = {
    ...{ time, google, place, id, grants: grants(store.grants) },
    async approve(one) {
      const at = time.clock.now();
      const right = allowed.get(id(one));
      if (right) right.from = Math.min(right.from, at.getTime());
      await stage.grants.approve(id(one), { by: { id: "bora", name: "Bora" }, at });
    },
    async occupy(operationType, lifetimeMs) {
      const now = time.clock.now().getTime();
      occupied.push([now, now + lifetimeMs]);
      await google.control("POST", "/operations", { cluster: formatClusterName(cluster), operationType, lifetimeMs });
    },
    async ask(one, differences = {}) {
      const requestedAt = time.clock.now();
      const wanted = { durationMs: minute, approvalsNeeded: 0, ...differences };
      const from = wanted.approvalsNeeded > 0 ? Number.POSITIVE_INFINITY : requestedAt.getTime();
      allowed.set(id(one), { from, durationMs: wanted.durationMs });
      await stage.grants.request([
        {
          ...{
            id: id(one),
            cluster,
            cidr: "62.4.5.6/32",
            requestedAt,
            breakGlass: false,
            address: null,
            prolongs: null,
          },
          policy: { fingerprint: "", rules: [] },
          principal: { id: "ana", name: "Ana" },
          reason: "incident",
          startBy: new Date(requestedAt.getTime() + 3 * minute),
          idempotencyKey: id(one),
          ...wanted,
        },
      ]);
    },
  };
  try {
    await script(stage);
    await pass(context, place, time, length);
    const [run] = await collect(google, store, [place], [plays], [allowed], time);
    if (!run) throw new Error("there is no run");
    return { ...run, occupied };
  } finally {
    await google.simulator.close();
  }
}

/** The applier's loop in virtual time. */
async function pass(context: ApplierContext, { cluster }: Place, time: VirtualTime, length: number): Promise<void> {
  let memory: ClusterMemory | undefined;
  while (time.elapsed() < length) {
    const now = time.clock.now();
    const due = (await context.store.dueClusters(now)).find(
      (one) => formatClusterName(one.cluster) === formatClusterName(cluster),
    );
    const wait = (due ? nextLook(due, memory) : Number.POSITIVE_INFINITY) - now.getTime();
    if (wait > 0) {
      await time.sleep(Math.min(wait, time.untilNext(), length - time.elapsed()));
      continue;
    }
    const result = await reconcile(cluster, context).catch((error: unknown) => {
      if (!isGoogleError(error) && !isStoreError(error)) throw error;
      return undefined;
    });
    memory = remember(memory, result, time.clock.now().getTime(), 0.5);
  }
}

/** The body of an update of the list with another list in it. */
export function withList(body: unknown, change: (list: List) => List): unknown {
  const { update, ...rest } = body as {
    readonly update: {
      readonly desiredControlPlaneEndpointsConfig: {
        readonly ipEndpointsConfig: { readonly authorizedNetworksConfig: List };
      };
    };
  };
  const { authorizedNetworksConfig: list } = update.desiredControlPlaneEndpointsConfig.ipEndpointsConfig;
  const desiredControlPlaneEndpointsConfig = { ipEndpointsConfig: { authorizedNetworksConfig: change(list) } };
  return { ...rest, update: { ...update, desiredControlPlaneEndpointsConfig } };
}

type Entry = { readonly cidrBlock: string; readonly displayName?: string };
export type List = { readonly enabled: boolean; readonly cidrBlocks: readonly Entry[] };

/** An applier that sends something else than it planned. */
export function sends(change: (list: List) => List): Breakage {
  return {
    container: (port, raw) => ({
      ...port,
      updateAuthorizedNetworks: (name, request, timeoutMs) =>
        raw(name, { ...request, body: withList(request.body, change) }, timeoutMs),
    }),
  };
}
