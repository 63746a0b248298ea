import type { Timeline } from "@/lib/simulator/clock/timeline";
import { uuidOf } from "@/lib/simulator/cluster/build-cluster";
import { startedOperation } from "@/lib/simulator/cluster/operations-of";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import { googleError } from "@/lib/simulator/google/errors";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import type { Identity } from "@/lib/simulator/identity/identities";
import { textAt } from "@/lib/simulator/json/merge-patch";
import { applyChange } from "./apply-change";
import { type AuditedUpdate, endEntry, requestEntry } from "./audit-entries";
import type { EndpointsChange } from "./change";
import { endpointsState } from "./endpoints-state";
import type { UpdateFailures } from "./failures";
import { type HistoryEntry, noteAnswer } from "./history";
import { judgeUpdate } from "./judge-update";
import type { OperationPlan, Operations } from "./operations";
import { readUpdate } from "./read-update";
import type { UpdateSettings } from "./settings";

/** One call of `UpdateCluster` that may be made: the caller's permission was checked. */
export type UpdateCall = {
  readonly cluster: SimulatedCluster;
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

/** `UpdateCluster`: refuses, or starts an operation that makes the change when its time comes. */
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
    const { cluster, body, now } = call;
    const read = readUpdate(body);
    if (read.refusal) return read.refusal;
    const judged = judgeUpdate(cluster, read, this.options.settings(), now);
    return judged.refusal ?? this.accept(call, judged.change);
  }

  private accept(call: UpdateCall, change: EndpointsChange): SimulatedAnswer {
    const { cluster, version, entry, now, identity } = call;
    const { failures, operations, settings } = this.options;
    const sender = senderOf(call);
    const wrong = failures.take(sender, "operation-error", "not-applied", "stuck");
    const hidden = failures.take(sender, "poll-not-found");
    const answered = failures.take(sender, "error-after", "lost-response");

    const { omittedFlags, lifetimeMs, pendingMs, effectiveMs } = settings();
    entry.outcome = "accepted";
    entry.after = endpointsState(applyChange(cluster, change, omittedFlags).resource);
    entry.injected = [wrong, hidden, answered].flatMap((failure) => failure?.kind ?? []);
    const isChanged = wrong?.kind === "operation-error" ? wrong.applied === true : wrong?.kind !== "not-applied";
    const plan: OperationPlan = {
      type: "UPDATE_CLUSTER",
      pendingMs,
      lifetimeMs: wrong?.kind === "stuck" ? null : lifetimeMs,
      hiddenPolls: hidden ? (hidden.polls ?? 2) : 0,
      ...(wrong?.kind === "operation-error" ? { error: operationError(wrong) } : {}),
      ...(isChanged
        ? { effect: { afterMs: effectiveMs, apply: (at) => carryOut(call, change, omittedFlags, at) } }
        : {}),
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
function carryOut(
  { cluster, entry }: UpdateCall,
  change: EndpointsChange,
  omittedFlags: UpdateSettings["omittedFlags"],
  at: Date,
): void {
  const { record } = cluster;
  const { resource, ipEndpoints } = applyChange(cluster, change, omittedFlags);
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
