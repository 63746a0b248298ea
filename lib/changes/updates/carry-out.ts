import { type ApplierContext, callLimits } from "@/lib/changes/applier-context";
import { awaitOperation, awaitQuiet } from "@/lib/changes/await-operation";
import { awaitEvidence, readCluster } from "@/lib/changes/finish-write";
import type { ReconcileResult } from "@/lib/changes/reconcile";
import type { ClusterName } from "@/lib/core/cluster-name";
import { settingsOf } from "@/lib/diagnosis/remedies/cluster-update/settings";
import type { PlannedRequest } from "@/lib/engine/plan";
import { type GoogleError, isGoogleError } from "@/lib/google/google-error";
import { isWorkloadRepair } from "@/lib/workload/remedies/remedy-ref";
import { judgeUpdate, planAgain } from "./judge-update";
import { hasSteps, type OpenSteps, type OpenUpdate } from "./update";
import { carryOutSteps } from "./workload/carry-out-steps";

/** Milliseconds in which an update has to get its turn. Later, the person who confirmed it may not expect it any more. */
const patience = 30 * 60_000;

/** Milliseconds that an operation of somebody else is waited for in one go. */
const foreignOperationPatience = 3_000;

const gone = "Google has no cluster of this name (any more).";

/** `none`: nothing waits. `again`: look again. Otherwise why nothing can be done now. */
export type UpdateTurn = "none" | "again" | ReconcileResult;

/**
 * Gives the update that waits longest its turn: read, plan anew, compare with what was confirmed, write down, send once,
 * follow the operation, read back. What Google did not take is planned anew from a fresh read, never sent again.
 *
 * An update of several steps is carried out step by step; an open one of those goes on first.
 *
 * Call it under the cluster's lock, with no other update open.
 * @throws GoogleError when Google gives no answer; StoreError. Nothing is lost by either.
 */
export async function carryOutNext(cluster: ClusterName, context: ApplierContext): Promise<UpdateTurn> {
  const { clock, atStep } = context;
  const { updates } = context.store;
  const open = await updates.open(cluster);
  if (open && hasSteps(open)) return goOn(open, context);
  const update = await updates.next(cluster);
  if (!update) return "none";
  const close = async (state: "applied" | "failed" | "conflict", detail: string): Promise<UpdateTurn> => {
    await updates.close(update, { state, detail, drift: [], at: clock.now() });
    await atStep?.("closed");
    return "again";
  };
  if (clock.now().getTime() - update.requestedAt.getTime() > patience) {
    return close("failed", `It could not be sent within ${patience / 60_000} minutes. ${update.detail}`.trim());
  }
  const { remedy } = update;
  if (isWorkloadRepair(remedy)) {
    const sentAt = clock.now();
    const steps = remedy.params.steps.map(
      (step) => ({ step, state: "waiting", detail: "", made: null, at: null }) as const,
    );
    if (await updates.beginSteps(update, steps, sentAt))
      return goOn({ ...update, state: "open", steps, sentAt }, context);
    await pause(200, context);
    return "again";
  }
  // It met another operation before: asking Google again and again would only fill the log.
  if (update.detail !== "" && !(await awaitQuiet(cluster, foreignOperationPatience, context))) {
    return { kind: "waiting", on: "another operation" };
  }
  const view = await readCluster(cluster, context);
  await atStep?.("read");
  if (!view) return close("failed", gone);

  const undone = update.undoes === null ? undefined : await updates.get(update.undoes);
  const planned = planAgain(update, undone, view);
  if ("refused" in planned) {
    // An answer that was lost before may have been a yes.
    const late = update.sent && judgeUpdate(update.sent, { kind: "unknown" }, view, clock.now());
    return late ? close(late.state, late.detail) : close("conflict", planned.refused);
  }
  const sent = { etag: view.etag, before: settingsOf(view), body: planned.body };
  const at = clock.now();
  if (!(await updates.begin(update, sent, at))) {
    await pause(200, context);
    return "again";
  }
  await atStep?.("intended");
  return send({ ...update, state: "open", sent, sentAt: at, operation: null }, planned.request, context);
}

async function goOn(update: OpenSteps, context: ApplierContext): Promise<UpdateTurn> {
  if (await carryOutSteps(update, context)) return "again";
  return { kind: "waiting", on: update.operation ?? "a step of an update" };
}

async function send(update: OpenUpdate, request: PlannedRequest, context: ApplierContext): Promise<UpdateTurn> {
  const { container, store, clock, atStep } = context;
  let operation: string;
  try {
    ({ operation } = await container.updateCluster(update.cluster, request, callLimits.update));
  } catch (error) {
    if (!isGoogleError(error)) throw error;
    if (error.reason !== "unknown-outcome") return notAccepted(update, error, context);
    await atStep?.("unanswered");
    return finished(update, context);
  }
  await atStep?.("accepted");
  await store.updates.recordOperation(update, operation, clock.now());
  await atStep?.("operation-stored");
  return finished({ ...update, operation }, context);
}

async function finished(update: OpenUpdate, context: ApplierContext): Promise<UpdateTurn> {
  if (await finishUpdate(update, context)) return "again";
  return { kind: "waiting", on: update.operation ?? "an update without an answer" };
}

/**
 * Brings an update that was sent, or may have been, to its outcome, or back into the queue when Google shows nothing of
 * it. Nothing is sent here. The same for an update of this process and of one that died. False when it is not over yet.
 */
export async function finishUpdate(update: OpenUpdate, context: ApplierContext): Promise<boolean> {
  const { clock, store, atStep } = context;
  const { cluster, operation, sentAt, requestedAt } = update;
  const evidence = await awaitEvidence({ cluster, operation, at: sentAt ?? requestedAt }, context);
  if (evidence === undefined) return false;
  const view = await readCluster(cluster, context);
  await atStep?.("read-back");
  const at = clock.now();
  const closing = view
    ? judgeUpdate(update.sent, evidence, view, at)
    : ({ state: "failed", detail: gone, drift: [], at } as const);
  if (closing) await store.updates.close(update, closing);
  else await store.updates.release(update, "Google gave no answer and shows nothing of it: it is planned anew.", at);
  await atStep?.("closed");
  return true;
}

/** Google did not take the update: its body is void. */
async function notAccepted(update: OpenUpdate, error: GoogleError, context: ApplierContext): Promise<UpdateTurn> {
  const { store, clock, atStep } = context;
  const { reason, message, operation } = error;
  const final = reason === "invalid-argument" || reason === "permission-denied" || reason === "failed-precondition";
  if (final) {
    const detail = `Google refused it: ${message}`;
    await store.updates.close(update, { state: "failed", detail, drift: [], at: clock.now() });
  } else {
    await store.updates.release(update, `Google did not take it yet: ${message}`, clock.now());
  }
  await atStep?.("not-accepted");
  if (final) return "again";
  switch (reason) {
    case "aborted":
      await pause(1_000, context);
      return "again";
    case "busy": {
      const quiet = operation
        ? await awaitOperation(update.cluster, operation, foreignOperationPatience, context)
        : await awaitQuiet(update.cluster, foreignOperationPatience, context);
      if (quiet === undefined) return { kind: "waiting", on: operation ?? "another operation" };
      await pause(500, context);
      return "again";
    }
    case "not-found":
      return "again";
    default:
      throw error;
  }
}

/** Between once and twice that long, so that two who met do not meet again. */
async function pause(milliseconds: number, { sleep, random, stopping }: ApplierContext): Promise<void> {
  await sleep(milliseconds * (1 + random()), stopping);
}
