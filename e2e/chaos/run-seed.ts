import { type ApplierStep, applierSteps } from "@/lib/changes/applier-context";
import type { Grant, GrantTransition } from "@/lib/changes/grant";
import type { ChangeStore, ContainerPort } from "@/lib/changes/ports";
import { reconcile } from "@/lib/changes/reconcile";
import { type ClusterMemory, nextLook, remember } from "@/lib/changes/schedule";
import {
  type FakeGoogle,
  type FakeList,
  fakeGoogle,
  seeded,
  type UpdateFault,
  virtualTime,
} from "@/lib/changes/testing";
import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { clusterView } from "@/lib/diagnosis/facts/testing";
import { GoogleError } from "@/lib/google/google-error";
import type { Store } from "@/lib/store/store";
import { type Allowed, scheduleClicks } from "./clicks";
import { foreignEntries, human } from "./human";
import { brokenContainer, brokenStore, type Mutation } from "./mutations";

/** What there is to judge after a run. `list` and all that is in it is what Google saw; `grants` is what people were told. */
export type ChaosRun = {
  readonly seed: number;
  readonly google: FakeGoogle;
  readonly grants: readonly Grant[];
  /** What people allowed: one for each click. */
  readonly allowed: ReadonlyMap<string, Allowed>;
  /** When the applier said that a grant is active, and Google's list at that moment. */
  readonly activations: readonly Activation[];
  readonly killedAt: readonly ApplierStep[];
  readonly endedAt: number;
};

export type Activation = { readonly grant: string; readonly at: number; readonly list: FakeList };

class Killed extends Error {}

const longestRun = 15 * 60_000;

/**
 * A quarter of an hour of virtual time on one cluster: people ask for grants and end them, a person edits the list, Google fails
 * in every way it can, and the applier is killed at a step that the seed chooses, and now and then at others, and started
 * again.
 */
export async function runSeed(store: Store, seed: number, mutation: Mutation = "none"): Promise<ChaosRun> {
  const random = seeded(seed);
  // Days apart, so that no run's clusters are due in another's.
  const time = virtualTime(Date.UTC(2026, 0, 1) + seed * 48 * 3_600_000);
  const cluster: ClusterName = { ...clusterView().name, cluster: `c${seed}-${mutation}`.slice(0, 40) };
  const entries = foreignEntries.filter(() => random() < 0.6);
  const google = fakeGoogle({
    view: clusterView({
      name: cluster,
      authorizedNetworks: { entries: entries.map((one) => ({ ...one, network: null })) },
    }),
    clock: time.clock,
    operationMs: () => Math.round(5_000 + random() * 40_000),
    fault: () => faultOf(random(), mutation),
    readFault: () => (random() < 0.03 ? new GoogleError("unavailable", "try later") : undefined),
    checksEtag: mutation !== "ignore-etag",
    takesEffectAt: random() < 0.5 ? "start" : "end",
  });
  const person = human(google, random);
  for (let edit = 0; edit < 6; edit += 1) {
    time.at(random() * longestRun * 0.5, person.remember);
    time.at(random() * longestRun * 0.5, () => person.edit(random() < 0.5 ? 0 : Math.round(random() * 40_000)));
  }
  for (const minute of [2, 4, 6, 8, 9, 10, 11, 12]) time.at(minute * 60_000, person.repair);
  const broken = brokenStore(store, mutation);
  const allowed = scheduleClicks({ grants: broken.grants, cluster, seed: `${seed}-${mutation}`, random, time });

  const container: ContainerPort = {
    ...google.container,
    updateAuthorizedNetworks: (...given) => {
      // Somebody is faster, between our read and our write.
      if (random() < 0.15) person.edit(0);
      return google.container.updateAuthorizedNetworks(...given);
    },
  };
  const activations: Activation[] = [];
  const killing = killer(seed, random);
  let memory: ClusterMemory | undefined;
  let writes = 0;
  const context = {
    container: brokenContainer(container, mutation),
    store: watched(broken.changes, (transitions) => {
      for (const { grant, to } of transitions) {
        if (to === "active") activations.push({ grant, at: time.clock.now().getTime(), list: google.list() });
      }
    }),
    clock: time.clock,
    sleep: time.sleep,
    random,
    newId: () => `w-${seed}-${mutation}-${++writes}`,
    log: () => undefined,
    stopping: new AbortController().signal,
    atStep: killing.atStep,
  };
  while (time.elapsed() < longestRun) {
    const now = time.clock.now();
    const due = (await broken.changes.dueClusters(now)).find(
      (one) => formatClusterName(one.cluster) === formatClusterName(cluster),
    );
    const wait = (due ? nextLook(due, memory) : Number.POSITIVE_INFINITY) - now.getTime();
    if (wait > 0) {
      // Nothing is due before something happens: what people do wakes the applier.
      await time.sleep(Math.min(wait, time.untilNext(), longestRun - time.elapsed()));
      continue;
    }
    try {
      memory = remember(memory, await reconcile(cluster, context), time.clock.now().getTime(), random());
    } catch (error) {
      if (error instanceof Killed) {
        memory = undefined;
        await time.sleep(random() * 5_000);
      } else if (error instanceof GoogleError) {
        memory = remember(memory, undefined, time.clock.now().getTime(), random());
      } else throw error;
    }
  }
  const { grants } = await store.grants.list({ cluster, limit: 500 });
  return {
    seed,
    google,
    grants,
    allowed,
    activations,
    killedAt: killing.killedAt,
    endedAt: time.clock.now().getTime(),
  };
}

function faultOf(chance: number, mutation: Mutation): UpdateFault {
  if (mutation === "assume-applied") return chance < 0.3 ? "ignore" : "none";
  const faults: readonly UpdateFault[] = ["reset", "lost", "late", "fail", "refuse", "ignore"];
  return faults[Math.floor(chance / 0.05)] ?? "none";
}

/** Kills at the seed's step, the first to third time that it is reached, and with little chance at any other. */
function killer(seed: number, random: () => number) {
  const chosen = applierSteps[seed % applierSteps.length];
  const killedAt: ApplierStep[] = [];
  let left = Math.floor(random() * 3);
  return {
    killedAt,
    atStep: (step: ApplierStep) => {
      const meant = step === chosen && left-- === 0;
      if (!meant && random() > 0.02) return;
      killedAt.push(step);
      throw new Killed(step);
    },
  };
}

function watched(store: ChangeStore, told: (transitions: readonly GrantTransition[]) => void): ChangeStore {
  return {
    ...store,
    async settle(cluster, transitions, at) {
      told(transitions);
      await store.settle(cluster, transitions, at);
    },
    async closeWrite(write, closing) {
      told(closing.transitions);
      return store.closeWrite(write, closing);
    },
  };
}
