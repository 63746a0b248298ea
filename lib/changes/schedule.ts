import type { ClusterName } from "@/lib/core/cluster-name";
import type { DueCluster } from "./ports";
import type { ReconcileResult } from "./reconcile";

/** Milliseconds. */
const pace = {
  /** A list in which something of ours may be is looked at this often, for what others do to it. */
  watch: 45_000,
  /** A cluster that was just looked at is not looked at again before. */
  rest: 100,
  /** When it waits for an operation, or another instance is at it. */
  wait: 2_000,
  /** After a failure; doubled for each further one, up to `longestBackoff`. */
  backoff: 1_000,
  longestBackoff: 15_000,
};

/** What is remembered of a cluster between two looks at it. Times are milliseconds since the epoch. */
export type ClusterMemory = {
  readonly lookedAt: number;
  readonly notBefore: number;
  readonly failures: number;
  /** False when the last look left something to do: the next one is not put off until something is due. */
  readonly settled: boolean;
};

/** When this cluster is to be looked at next; `Infinity` for never. */
export function nextLook({ at, watch }: DueCluster, memory: ClusterMemory | undefined): number {
  const due = at?.getTime() ?? Number.POSITIVE_INFINITY;
  if (!memory) return watch ? 0 : due;
  if (!memory.settled) return memory.notBefore;
  const watched = watch ? memory.lookedAt + pace.watch : Number.POSITIVE_INFINITY;
  return Math.max(Math.min(due, watched), memory.notBefore);
}

/** What to remember after a look. `undefined` for one that threw. `jitter` is from 0 to 1. */
export function remember(
  before: ClusterMemory | undefined,
  result: ReconcileResult | undefined,
  now: number,
  jitter: number,
): ClusterMemory {
  switch (result?.kind) {
    case "in-step":
      return { lookedAt: now, notBefore: now + pace.rest, failures: 0, settled: true };
    case "elsewhere":
    case "waiting":
      return { lookedAt: now, notBefore: now + pace.wait * (0.75 + jitter / 2), failures: 0, settled: false };
    default: {
      const failures = (before?.failures ?? 0) + 1;
      const backoff = Math.min(pace.longestBackoff, pace.backoff * 2 ** (failures - 1));
      return { lookedAt: now, notBefore: now + backoff * (0.75 + jitter / 4), failures, settled: false };
    }
  }
}

/** Clusters by the moment of their next look, the earliest first. */
export function inOrder(
  due: readonly DueCluster[],
  memoryOf: (cluster: ClusterName) => ClusterMemory | undefined,
): readonly { readonly cluster: ClusterName; readonly look: number }[] {
  return due
    .map((one) => ({ cluster: one.cluster, look: nextLook(one, memoryOf(one.cluster)) }))
    .sort((a, b) => a.look - b.look);
}
