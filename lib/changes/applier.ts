import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import type { ApplierContext } from "./applier-context";
import { type ReconcileResult, reconcile } from "./reconcile";
import { type ClusterMemory, inOrder, remember } from "./schedule";

/** Clusters that are worked on at a time, in this process: nearly all of that time they wait for Google. */
const sideBySide = 24;

/** Milliseconds after which the store is asked although nobody called. */
const pollEvery = 5_000;

/** Milliseconds in which calls are gathered before the store is asked again. */
const gatherFor = 50;

export type Applier = {
  /** Ends waiting, lets calls that run end, and resolves when nothing runs any more. May be called again. */
  stop(): Promise<void>;
};

/**
 * The loop around `reconcile`: it wakes when a grant changes, when one is due to end, and every few seconds anyway, and
 * works on several clusters at a time but never twice on one. It survives every error and backs off per cluster. Any
 * number of instances may run on one store.
 */
export function startApplier(context: Omit<ApplierContext, "stopping">): Applier {
  const { clock, store, log, random } = context;
  const stop = new AbortController();
  const memories = new Map<string, ClusterMemory>();
  const running = new Map<string, Promise<void>>();
  let woken = Promise.withResolvers<void>();
  const wake = () => woken.resolve();

  const look = async (cluster: ClusterName): Promise<void> => {
    const key = formatClusterName(cluster);
    let result: ReconcileResult | undefined;
    try {
      result = await reconcile(cluster, { ...context, stopping: stop.signal });
      if (result.kind === "refused") {
        log("warn", "entries of ours cannot be removed", { cluster: key, reason: result.reason });
      }
    } catch (error) {
      log("error", "a cluster could not be reconciled", { cluster: key, reason: String(error) });
    }
    memories.set(key, remember(memories.get(key), result, clock.now().getTime(), random()));
    running.delete(key);
    wake();
  };

  /** Starts what is due, and resolves with the milliseconds until something else is. */
  const turn = async (): Promise<number> => {
    const now = clock.now();
    const due = await store.dueClusters(now);
    const idle = inOrder(due, (cluster) => memories.get(formatClusterName(cluster))).filter(
      ({ cluster }) => !running.has(formatClusterName(cluster)),
    );
    for (const { cluster, look: at } of idle) {
      if (stop.signal.aborted || running.size >= sideBySide) return pollEvery;
      const wait = at - now.getTime();
      if (wait > 0) return Math.min(wait, pollEvery);
      running.set(formatClusterName(cluster), look(cluster));
    }
    return pollEvery;
  };

  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      woken = Promise.withResolvers();
      const wait = await turn().catch((error: unknown) => {
        log("error", "the applier cannot read what is due", { reason: String(error) });
        return pollEvery;
      });
      await wokenOrAfter(wait);
      if (wait > gatherFor) await context.sleep(gatherFor, stop.signal);
    }
    await Promise.all(running.values());
  };

  const wokenOrAfter = async (milliseconds: number): Promise<void> => {
    const enough = new AbortController();
    const either = AbortSignal.any([enough.signal, stop.signal]);
    await Promise.race([woken.promise, context.sleep(milliseconds, either)]);
    enough.abort();
  };

  const waker = store.onWake(wake);
  const ended = loop();
  return {
    async stop() {
      waker.stop();
      stop.abort();
      await ended;
    },
  };
}
