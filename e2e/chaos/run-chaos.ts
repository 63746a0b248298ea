import type { ApplierStep } from "@/lib/changes/applier-context";
import { startTestCluster } from "@/lib/store/testing";
import { runArena } from "./arena";
import { checkHistory, type Violation } from "./check-history";
import { stepsInOrder } from "./crew";
import { type Nursery, openNursery } from "./instance";
import { unaudited } from "./unaudited";

export type Chaos = {
  readonly seeds: number;
  /** How often an applier process was killed, by where. */
  readonly kills: ReadonlyMap<ApplierStep | "at random", number>;
  readonly stops: number;
  /** How often PostgreSQL was killed. */
  readonly crashes: number;
  readonly writes: number;
  /** How grants ended, for people who want to know whether anything happened at all. */
  readonly ends: ReadonlyMap<string, number>;
  readonly broken: readonly (Violation & { readonly seed: number })[];
  /** Things whose last event does not tell their state, and broken chains. */
  readonly unaudited: readonly unknown[];
};

/** Clusters that three appliers look after at a time. */
const together = 100;

/** Runs that many seeds from `first` on, a hundred at a time, each hundred on a database of its own. */
export async function runChaos(
  { seeds, first = 1 }: { readonly seeds: number; readonly first?: number },
  onProgress: (done: number) => void = () => undefined,
): Promise<Chaos> {
  const kills = new Map<ApplierStep | "at random", number>();
  const ends = new Map<string, number>();
  const broken: (Violation & { readonly seed: number })[] = [];
  const unrecorded: unknown[] = [];
  const steps = stepsInOrder(first);
  const tests = await startTestCluster();
  let nursery: Nursery | undefined;
  let [stops, crashes, writes] = [0, 0, 0];
  try {
    nursery = openNursery(4);
    for (let done = 0; done < seeds; done += together) {
      if (steps.length < 6) steps.push(...stepsInOrder(first + done));
      const batch = Array.from({ length: Math.min(together, seeds - done) }, (_, index) => first + done + index);
      const test = await tests.createStore();
      const killDatabase = async () => {
        crashes += 1;
        await tests.crash();
      };
      const { runs, toll } = await runArena({ seeds: batch, test, nursery, unrest: { killDatabase, steps } });
      for (const step of toll.kills) count(kills, step);
      stops += toll.stops;
      for (const run of runs) {
        writes += run.history.filter(({ outcome }) => outcome === "accepted").length;
        for (const { state, endReason } of run.grants) count(ends, `${state}, ${endReason}`);
        broken.push(...checkHistory(run).map((violation) => ({ ...violation, seed: run.seed })));
      }
      unrecorded.push(...(await unaudited(test)));
      await test.close();
      onProgress(Math.min(seeds, done + together));
    }
    return { seeds, kills, stops, crashes, writes, ends, broken, unaudited: unrecorded };
  } finally {
    nursery?.close();
    await tests.close();
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
