import { carryOut, type RunTurn } from "@/lib/changes/runs/carry-out";
import type { Run, RunRequest } from "@/lib/changes/runs/run";
import type { RunnerContext } from "@/lib/changes/runs/runner-context";
import { fakeKubernetes, runRequest } from "@/lib/changes/runs/testing";
import { virtualTime } from "@/lib/changes/testing";
import type { Store } from "@/lib/store/store";

/** Runs on a real store, one fake cluster, and virtual time. */
export function createRunScene(store: Store) {
  const time = virtualTime();
  const fake = fakeKubernetes(time.clock);
  const proven: string[] = [];
  const context: RunnerContext = {
    runs: store.runQueue,
    kubernetes: async () => fake.kubernetes,
    ...{ clock: time.clock, sleep: time.sleep, log: () => undefined, stopping: new AbortController().signal },
    proven: async ({ id }) => void proven.push(id),
  };
  /** The newest pod's. */
  const name = () => fake.created.at(-1) ?? "";
  return {
    ...{ time, fake, context, proven, name },
    /** What a pod does from its creation on, by milliseconds. */
    plot(events: Readonly<Record<number, () => void>>) {
      fake.whenCreated(() => {
        for (const [after, what] of Object.entries(events)) time.at(time.elapsed() + Number(after), what);
      });
    },
    async made(given: Partial<RunRequest> = {}): Promise<Run> {
      const answer = await store.runs.request(runRequest(given));
      if (answer.kind === "refused") throw new Error(answer.why);
      return answer.run;
    },
    /** Takes turns until nothing is left to do, as the runner does. */
    async carried(run: Run, by = context): Promise<Run> {
      let turn: RunTurn | undefined;
      for (let turns = 0; turn !== "done" && turns < 100; turns += 1) {
        turn = await carryOut(run.id, by).catch(() => "later" as const);
        await time.sleep(1_000);
      }
      const found = await store.runs.get(run.id);
      if (!found) throw new Error("the run is gone");
      return found;
    },
    told: async () => (await store.audit.list({ limit: 50 })).events.map(({ action }) => action).toReversed(),
  };
}

export type RunScene = ReturnType<typeof createRunScene>;
