import type { Timeline } from "@/lib/simulator/clock/timeline";
import { uuidOf } from "@/lib/simulator/cluster/build-cluster";
import { startedOperation } from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { googleError } from "@/lib/simulator/google/errors";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { Identity } from "@/lib/simulator/identity/identities";
import { textAt } from "@/lib/simulator/json/merge-patch";
import { applyChange, type ChangedCluster } from "./apply-change";
import { type AuditedUpdate, endEntry, requestEntry } from "./audit-entries";
import { endpointsState } from "./endpoints-state";
import type { UpdateFailures } from "./failures";
import { type HistoryEntry, noteAnswer } from "./history";
import { judgeNodePoolUpdate, judgeUpdate } from "./judge-update";
import type { OperationPlan, Operations } from "./operations";
import { readNodePoolUpdate } from "./read-node-pool-update";
import { readUpdate } from "./read-update";
import type { UpdateSettings } from "./settings";
import { withMetadataMode, workloadIdentityState } from "./workload-identity";

/** One call of `UpdateCluster` or `UpdateNodePool` that may be made: the caller's permission was checked. */
export type UpdateCall = {
  readonly cluster: SimulatedCluster;
  /** The node pool that is to be updated; undefined: the cluster. */
  readonly nodePool?: string;
  /** The request's body as JSON; undefined when it was not JSON. */
  readonly body: unknown;
  /** `v1` or `v1beta1`. */
  readonly version: string;
  readonly identity: Identity;
  readonly now: Date;
  /** Where everything that becomes of it is noted. */
  readonly entry: HistoryEntry;
  /** Notes the same request once more, as one that arrived at that time. */
  readonly reopen: (at: Date) => HistoryEntry;
};

type Options = {
  readonly timeline: Timeline;
  readonly operations: Operations;
  readonly failures: UpdateFailures;
  readonly settings: () => UpdateSettings;
};

/** A change that was judged good: the operation that makes it, and what it makes of the configuration that is there then. */
type Accepted = {
  readonly type: string;
  readonly touchesWorkloadIdentity: boolean;
  readonly apply: () => ChangedCluster;
};

/** `UpdateCluster` and `UpdateNodePool`: refuses, or starts an operation that makes the change when its time comes. */
export class ClusterWriter {
  constructor(private readonly options: Options) {}

  update(call: UpdateCall): SimulatedAnswer {
    const { failures, timeline } = this.options;
    noteBefore(call);
    const early = failures.take(senderOf(call), "error-before", "lost-request", "late-request");
    if (!early) return this.decide(call);
    call.entry.injected = [early.kind];
    if (early.kind === "error-before") return serverError(early.status);
    if (early.kind === "late-request") {
      timeline.schedule(call.now.getTime() + early.afterMs, (at) => {
        const late = { ...call, now: at, entry: call.reopen(at) };
        noteBefore(late);
        noteAnswer(late.entry, this.decide(late));
        late.entry.delivered = false;
      });
    }
    return lost;
  }

  private decide(call: UpdateCall): SimulatedAnswer {
    const { cluster, nodePool, body, now } = call;
    if (nodePool !== undefined) return this.decideNodePool(call, nodePool);
    const read = readUpdate(body);
    if (read.refusal) return read.refusal;
    const settings = this.options.settings();
    const judged = judgeUpdate(cluster, read, settings, now);
    if (judged.refusal) return judged.refusal;
    return this.accept(call, {
      type: "UPDATE_CLUSTER",
      touchesWorkloadIdentity: judged.change.workloadPool !== undefined,
      apply: () => applyChange(cluster, judged.change, settings.omittedFlags),
    });
  }

  /** The nodes are created anew, which is what the type of its operation says. */
  private decideNodePool(call: UpdateCall, nodePool: string): SimulatedAnswer {
    const { cluster, body, now } = call;
    const read = readNodePoolUpdate(body);
    if (read.refusal) return read.refusal;
    const refusal = judgeNodePoolUpdate(cluster, { ...read, nodePool }, this.options.settings(), now);
    if (refusal) return refusal;
    return this.accept(call, {
      type: "UPGRADE_NODES",
      touchesWorkloadIdentity: true,
      apply: () => {
        const { resource, record, key } = cluster;
        const etag = uuidOf(`etag ${record.revision + 1} ${key} ${nodePool}`);
        return {
          resource: withMetadataMode(resource, nodePool, read.mode, etag),
          ipEndpoints: record.dormantIpEndpoints,
        };
      },
    });
  }

  private accept(call: UpdateCall, { type, touchesWorkloadIdentity, apply }: Accepted): SimulatedAnswer {
    const { cluster, nodePool, version, entry, now, identity } = call;
    const { failures, operations, settings } = this.options;
    const sender = senderOf(call);
    const wrong = failures.take(sender, "operation-error", "not-applied", "stuck");
    const hidden = failures.take(sender, "poll-not-found");
    const answered = failures.take(sender, "error-after", "lost-response");

    const { lifetimeMs, pendingMs, effectiveMs } = settings();
    const { resource } = apply();
    entry.outcome = "accepted";
    entry.after = endpointsState(resource);
    if (touchesWorkloadIdentity) {
      const before = workloadIdentityState(cluster.resource);
      entry.workloadIdentity = { before, after: workloadIdentityState(resource) };
    }
    entry.injected = [wrong, hidden, answered].flatMap((failure) => failure?.kind ?? []);
    const isChanged = wrong?.kind === "operation-error" ? wrong.applied === true : wrong?.kind !== "not-applied";
    const plan: OperationPlan = {
      type,
      nodePool,
      pendingMs,
      lifetimeMs: wrong?.kind === "stuck" ? null : lifetimeMs,
      hiddenPolls: hidden ? (hidden.polls ?? 2) : 0,
      ...(wrong?.kind === "operation-error" ? { error: operationError(wrong) } : {}),
      ...(isChanged ? { effect: { afterMs: effectiveMs, apply: (at) => carryOut(call, apply, at) } } : {}),
      onDone: (at, error) => {
        entry.doneAt = at.toISOString();
        entry.operationError = error ?? null;
        cluster.record.auditLog.push(endEntry(audited, at, error));
      },
    };
    const operation = operations.start(cluster, plan, now);
    entry.operation = operation.name;
    const { userAgent, update } = entry;
    const audited: AuditedUpdate = {
      cluster,
      identity,
      version,
      userAgent,
      nodePool,
      update: update ?? {},
      operation: operation.name,
    };
    cluster.record.auditLog.push(requestEntry(audited, now));
    if (answered) return answered.kind === "lost-response" ? lost : serverError(answered.status);
    return { status: 200, json: startedOperation(cluster, operation, version) };
  }
}

function noteBefore({ cluster, entry }: UpdateCall): void {
  entry.cluster = cluster.key;
  entry.etagBefore = textAt(cluster.resource, "etag") ?? null;
  entry.before = endpointsState(cluster.resource);
}

/** The change comes into force: on the configuration that is there now, with a new etag. */
function carryOut({ cluster, entry }: UpdateCall, apply: Accepted["apply"], at: Date): void {
  const { record } = cluster;
  const before = workloadIdentityState(cluster.resource);
  const { resource, ipEndpoints } = apply();
  const after = workloadIdentityState(resource);
  if (before.workloadPool !== null && after.workloadPool === null) record.formerWorkloadPool = before.workloadPool;
  if (entry.workloadIdentity) entry.workloadIdentity = { ...entry.workloadIdentity, after };
  record.revision += 1;
  record.dormantIpEndpoints = ipEndpoints;
  const etag = uuidOf(`etag ${record.revision} ${cluster.key}`);
  cluster.resource = { ...resource, etag };
  entry.after = endpointsState(cluster.resource);
  entry.effectiveAt = at.toISOString();
  entry.etagAfter = etag;
}

const lost: SimulatedAnswer = { status: 0, lost: true };

/** Google's own words for an error it does not explain. */
function serverError(status = 500): SimulatedAnswer {
  return googleError(status, "Internal error encountered.");
}

function operationError({ code = 13, message = "Internal error." }: { code?: number; message?: string }) {
  return { code, message };
}

function senderOf({ cluster, identity, entry }: UpdateCall) {
  return { cluster: cluster.key, identity: identity.label, actor: entry.actor };
}
