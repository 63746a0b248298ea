import type { Timeline } from "@/lib/simulator/clock/timeline";
import { uuidOf } from "@/lib/simulator/cluster/build-cluster";
import type { OperationProgress, StartedOperation } from "@/lib/simulator/cluster/cluster-record";
import { operationsOf } from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { textAt } from "@/lib/simulator/json/merge-patch";

type OperationError = NonNullable<OperationProgress["error"]>;

/** How the life of an operation is going to be. */
export type OperationPlan = {
  readonly type: string;
  /** The node pool that it works on; undefined: the cluster. */
  readonly nodePool?: string | undefined;
  readonly pendingMs: number;
  /** Null: it runs until somebody ends it. */
  readonly lifetimeMs: number | null;
  /** How many polls get 404 at first. */
  readonly hiddenPolls?: number;
  /** What it ends with. */
  readonly error?: OperationError;
  /** What it does, and when, from its start on; null: at its end. */
  readonly effect?: { readonly afterMs: number | null; readonly apply: (at: Date) => void };
  readonly onDone?: (at: Date, error: OperationError | undefined) => void;
};

type Running = {
  readonly operation: StartedOperation;
  readonly plan: OperationPlan;
  readonly takeBack: (() => void)[];
  applied: boolean;
};

/** What became of a wish to end or cancel an operation. */
export type EndResult = "ended" | "unknown" | "already-done" | "not-cancellable";

/** From `:cancel` to DONE. */
const abortingMs = 1_000;

/** The operations of one simulator's clusters, carried out on its timeline. */
export class Operations {
  private readonly running = new Map<string, Running>();

  constructor(private readonly timeline: Timeline) {}

  start(cluster: SimulatedCluster, plan: OperationPlan, now: Date): StartedOperation {
    const { lifetimeMs, effect, hiddenPolls = 0 } = plan;
    const start = now.getTime();
    const pendingMs = Math.min(plan.pendingMs, lifetimeMs ?? plan.pendingMs);
    const operation: StartedOperation = {
      name: `operation-${start}-${uuidOf(`started ${cluster.record.operations.length} ${cluster.key}`)}`,
      type: plan.type,
      ...(plan.nodePool === undefined ? {} : { nodePool: plan.nodePool }),
      startTime: now,
      progress: { status: pendingMs > 0 ? "PENDING" : "RUNNING" },
      hiddenPolls,
    };
    cluster.record.operations.push(operation);
    const running: Running = { operation, plan, takeBack: [], applied: false };
    this.running.set(operation.name, running);
    const plans = (afterMs: number, run: (at: Date) => void) =>
      running.takeBack.push(this.timeline.schedule(start + afterMs, run));
    if (pendingMs > 0) plans(pendingMs, () => setProgress(operation, { status: "RUNNING" }));
    if (effect && effect.afterMs !== null) plans(effect.afterMs, (at) => applyOnce(running, at));
    if (lifetimeMs !== null) plans(lifetimeMs, (at) => this.finish(running, at, plan.error));
    return operation;
  }

  /** Ends an operation now: with its effect, or with this error and without what it has not done yet. */
  end(cluster: SimulatedCluster, name: string, now: Date, error?: OperationError): EndResult {
    const found = this.find(cluster, name, now);
    if (found !== "running") return found;
    const running = this.running.get(name);
    if (running) {
      for (const takeBack of running.takeBack) takeBack();
      if (!error) applyOnce(running, now);
      this.finish(running, now, error, false);
    } else cluster.record.worldOperations.set(name, done(now, error));
    return "ended";
  }

  /** Documented: only upgrades of nodes can be cancelled. They abort for a second, then they are done. */
  cancel(cluster: SimulatedCluster, name: string, now: Date): EndResult {
    const operation = operationsOf(cluster, now).find((candidate) => candidate.name === name);
    if (operation && textAt(operation, "operationType") !== "UPGRADE_NODES") return "not-cancellable";
    const found = this.find(cluster, name, now);
    if (found !== "running" || operation?.status === "ABORTING") return found === "running" ? "ended" : found;
    const running = this.running.get(name);
    for (const takeBack of running?.takeBack ?? []) takeBack();
    if (running) setProgress(running.operation, { status: "ABORTING" });
    else cluster.record.worldOperations.set(name, { status: "ABORTING" });
    const error = { code: 1, message: "Operation was cancelled." };
    this.timeline.schedule(now.getTime() + abortingMs, (at) => this.end(cluster, name, at, error));
    return "ended";
  }

  clear(): void {
    this.running.clear();
  }

  private find(cluster: SimulatedCluster, name: string, now: Date): "running" | "unknown" | "already-done" {
    const started = cluster.record.operations.find((operation) => operation.name === name);
    const status = started
      ? started.progress.status
      : operationsOf(cluster, now).find((operation) => operation.name === name)?.status;
    if (status === undefined) return "unknown";
    return status === "DONE" ? "already-done" : "running";
  }

  private finish(running: Running, at: Date, error: OperationError | undefined, withEffect = true): void {
    const { operation, plan } = running;
    if (withEffect && plan.effect?.afterMs === null) applyOnce(running, at);
    setProgress(operation, done(at, error));
    this.running.delete(operation.name);
    plan.onDone?.(at, error);
  }
}

function applyOnce(running: Running, at: Date): void {
  if (running.applied) return;
  running.applied = true;
  running.plan.effect?.apply(at);
}

function setProgress(operation: StartedOperation, progress: OperationProgress): void {
  operation.progress = progress;
}

function done(endTime: Date, error: OperationError | undefined): OperationProgress {
  return { status: "DONE", endTime, ...(error ? { error } : {}) };
}
