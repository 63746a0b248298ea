import type { ApplierLog, Sleep } from "@/lib/changes/applier-context";
import type { Clock } from "@/lib/core/clock";
import type { ConnectKubernetes, RunQueue } from "./port";
import type { Run } from "./run";

/** The moments between which a process can be killed. Tests kill it at each of them. */
export const runnerSteps = ["intended", "pod-created", "created-stored", "ended", "pod-deleted", "cleaned"] as const;

export type RunnerStep = (typeof runnerSteps)[number];

/** What the runner works with. */
export type RunnerContext = {
  readonly runs: RunQueue;
  readonly kubernetes: ConnectKubernetes;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: ApplierLog;
  /** Aborts when the process is to stop: what is written down is resumed by the next one. */
  readonly stopping: AbortSignal;
  /** Told of a probe that is proven, once it has ended. May fail: nothing depends on it. */
  readonly proven?: (run: Run) => Promise<void>;
  /** Called at each step, for tests. */
  readonly atStep?: (step: RunnerStep) => void | Promise<void>;
};

/** Milliseconds that one call may take. */
export const kubernetesCall = 15_000;

export function callSignal({ stopping }: Pick<RunnerContext, "stopping">): AbortSignal {
  return AbortSignal.any([stopping, AbortSignal.timeout(kubernetesCall)]);
}
