import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { carryOut } from "./carry-out";
import type { RunnerContext } from "./runner-context";

/** Runs that are followed at a time, in this process. */
const sideBySide = 24;

/** Milliseconds after which the store is asked although nobody called. */
const pollEvery = 5_000;
const gatherFor = 50;
const longestWait = 60_000;

export type Runner = {
  /** Ends following and resolves when nothing runs any more; pods go on, and the next process follows them. */
  stop(): Promise<void>;
};

/**
 * The loop around `carryOut`: it takes up every run that is open, whoever began it, when a person changes something
 * and every few seconds anyway. It survives every error. Any number of instances may run on one store.
 */
export function startRunner(context: Omit<RunnerContext, "stopping">): Runner {
  const { runs, clock, sleep, log } = context;
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const waits = new Map<string, { readonly until: number; readonly failures: number }>();
  let woken = Promise.withResolvers<void>();
  const wake = () => woken.resolve();

  const work = async (id: string): Promise<void> => {
    let turn: "done" | "later" = "later";
    try {
      turn = (await runs.withLock(id, () => carryOut(id, { ...context, stopping: stop.signal }))) ?? "later";
    } catch (error) {
      const reason = isKubernetesError(error) ? `${error.reason}: ${error.message}` : String(error);
      if (!stop.signal.aborted) log("warn", "a run could not be carried on", { run: id, reason });
    }
    const failures = (waits.get(id)?.failures ?? 0) + 1;
    if (turn === "done") waits.delete(id);
    else waits.set(id, { failures, until: clock.monotonicMs() + Math.min(500 * 2 ** failures, longestWait) });
    running.delete(id);
    wake();
  };

  /** Takes up what waits, and resolves with the milliseconds until something else is due. */
  const turn = async (): Promise<number> => {
    const open = await runs.open();
    const ids = new Set(open);
    for (const id of [...waits.keys()].filter((known) => !ids.has(known))) waits.delete(id);
    let next = pollEvery;
    for (const id of open) {
      if (running.has(id) || running.size >= sideBySide || stop.signal.aborted) continue;
      const wait = (waits.get(id)?.until ?? 0) - clock.monotonicMs();
      if (wait > 0) next = Math.min(next, wait);
      else running.set(id, work(id));
    }
    return next;
  };

  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      woken = Promise.withResolvers();
      const wait = await turn().catch((error: unknown) => {
        log("error", "the runner cannot read what is open", { reason: String(error) });
        return pollEvery;
      });
      const enough = new AbortController();
      await Promise.race([woken.promise, sleep(wait, AbortSignal.any([enough.signal, stop.signal]))]);
      enough.abort();
      await sleep(gatherFor, stop.signal);
    }
    await Promise.all(running.values());
  };

  /** A person may have asked that what waits is stopped. */
  const waker = runs.onWake(() => {
    for (const [id, { failures }] of waits) waits.set(id, { failures, until: 0 });
    wake();
  });
  const ended = loop();
  return {
    async stop() {
      waker.stop();
      stop.abort();
      await ended;
    },
  };
}
