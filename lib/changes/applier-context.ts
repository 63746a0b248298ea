import type { Clock } from "@/lib/core/clock";
import type { ChangeStore, ContainerPort } from "./ports";
import type { WorkloadPort } from "./updates/workload/port";

/** Resolves after that many milliseconds, or as soon as the signal aborts. Never rejects. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** The moments between which a process can be killed. Tests kill it at each of them. */
export const applierSteps = [
  "locked",
  "read",
  "transitions-stored",
  "intended",
  "unanswered",
  "not-accepted",
  "accepted",
  "operation-stored",
  "operation-ended",
  "read-back",
  "closed",
] as const;

export type ApplierStep = (typeof applierSteps)[number];

export type ApplierLog = (
  level: "info" | "warn" | "error",
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** What the applier works with. */
export type ApplierContext = {
  readonly container: ContainerPort;
  /** IAM and the clusters' own APIs, for the steps of workload updates; absent where there are none. */
  readonly workloads?: WorkloadPort;
  readonly store: ChangeStore;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  /** Ids of writes. */
  readonly newId: () => string;
  readonly log: ApplierLog;
  /** Aborts when the process is to stop: waiting ends, and what is written down is resumed by the next one. */
  readonly stopping: AbortSignal;
  /** Called at each step, for tests. */
  readonly atStep?: (step: ApplierStep) => void | Promise<void>;
};

/** Milliseconds that one call of Google may take. */
export const callLimits = { read: 15_000, update: 45_000 };
