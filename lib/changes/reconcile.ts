import type { ClusterName } from "@/lib/core/cluster-name";
import { type GoogleError, isGoogleError } from "@/lib/google/google-error";
import { type ApplierContext, callLimits } from "./applier-context";
import { awaitOperation, awaitQuiet } from "./await-operation";
import { finishWrite, readCluster } from "./finish-write";
import type { GrantTransition } from "./grant";
import { planReconcile, type ReconcilePlan } from "./reconcile-plan";
import { carryOutNext, finishUpdate } from "./updates/carry-out";
import { hasSteps } from "./updates/update";
import { failuresOf } from "./verify-write";
import type { OpenWrite } from "./write";

export type ReconcileResult =
  /** The list is as the grants want it. */
  | { readonly kind: "in-step" }
  /** Something else has to end first; nothing is lost, try again. */
  | { readonly kind: "waiting"; readonly on: string }
  /** Entries of ours should go, and cannot: why, for people. Try again, too. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Another instance is at it. */
  | { readonly kind: "elsewhere" };

/** How often the list is read and planned anew before others get a turn. */
const mostRounds = 12;

/** Milliseconds that an operation of somebody else is waited for in one go. */
const foreignOperationPatience = 3_000;

/**
 * Makes one cluster's list what the grants want, from whatever is there: level-triggered, so that it does not matter who
 * died where. First what is unfinished is brought to its outcome. Then, round by round: read with etag, plan, write the
 * intent down, send, follow the operation, read back, store. All that is pending when a round starts goes together; what
 * comes meanwhile goes into the next one. A plan that Google did not take is thrown away, never sent again. Once the list
 * is in step, updates that are no grants get their turn, one by one.
 *
 * @throws GoogleError when Google gives no answer; StoreError. Nothing is lost by either.
 */
export async function reconcile(cluster: ClusterName, context: ApplierContext): Promise<ReconcileResult> {
  const result = await context.store.withClusterLock(cluster, async (): Promise<ReconcileResult> => {
    await context.atStep?.("locked");
    const open = await context.store.openWrite(cluster);
    if (open && !(await finishWrite(open, context))) return waitingForOwn(open);
    const update = await context.store.updates.open(cluster);
    // One of several steps may wait for long, and touches no list: grants go first.
    if (update && !hasSteps(update) && !(await finishUpdate(update, context))) return waitingForOwn(update);
    for (let round = 0; round < mostRounds && !context.stopping.aborted; round += 1) {
      const ended = await oneRound(cluster, context);
      if (!ended) continue;
      if (ended.kind === "waiting") return ended;
      const turn = await carryOutNext(cluster, context);
      if (turn === "none") return ended;
      if (turn !== "again") return turn;
    }
    return { kind: "waiting", on: "other changes of this cluster" };
  });
  return result ?? { kind: "elsewhere" };
}

/** Undefined when it has to be looked at again. */
async function oneRound(cluster: ClusterName, context: ApplierContext): Promise<ReconcileResult | undefined> {
  const { store, clock, atStep } = context;
  /*
   * First the grants, then the list: in a list that is older than a grant's activation its entry would be missing, as if
   * somebody had removed it. What people decide meanwhile is found out by the store. And the less there is between the
   * reading of the list and the sending of the next one, the seldomer somebody else is faster.
   */
  const grants = await store.openGrants(cluster, clock.now());
  const owned = await store.ownedEntries(
    cluster,
    grants.map(({ cidr }) => cidr),
  );
  const view = await readCluster(cluster, context);
  await atStep?.("read");
  const now = clock.now();
  if (!view) {
    await store.settle(cluster, grants.map(clusterGone), now);
    return { kind: "in-step" };
  }
  const plan = planReconcile({ view, grants, owned, now });
  if (plan.transitions.length > 0) {
    await store.settle(cluster, plan.transitions, now);
    await atStep?.("transitions-stored");
  }
  if (plan.kind === "in-step") return plan.transitions.length === 0 ? { kind: "in-step" } : undefined;
  if (plan.kind === "refused") return { kind: "refused", reason: plan.reason };

  const write: OpenWrite = {
    id: context.newId(),
    ...{ cluster, at: now, etag: view.etag },
    before: view.authorizedNetworks.entries.map(({ cidrBlock, displayName }) => ({ cidrBlock, displayName })),
    after: plan.entriesAfter,
    adds: plan.adds,
    removes: plan.removes,
    operation: null,
  };
  if (!(await store.beginWrite(write))) {
    await pause(200, context);
    return undefined;
  }
  await atStep?.("intended");
  return send(write, plan, context);
}

type WritePlan = Extract<ReconcilePlan, { kind: "write" }>;

async function send(
  write: OpenWrite,
  { request }: WritePlan,
  context: ApplierContext,
): Promise<ReconcileResult | undefined> {
  const { container, store, clock, atStep } = context;
  let operation: string;
  try {
    ({ operation } = await container.updateAuthorizedNetworks(write.cluster, request, callLimits.update));
  } catch (error) {
    if (!isGoogleError(error)) throw error;
    if (error.reason !== "unknown-outcome") return notAccepted(write, error, context);
    await atStep?.("unanswered");
    return (await finishWrite(write, context)) ? undefined : waitingForOwn(write);
  }
  await atStep?.("accepted");
  await store.recordOperation(write, operation, clock.now());
  await atStep?.("operation-stored");
  const finished = await finishWrite({ ...write, operation }, context);
  return finished ? undefined : waitingForOwn({ ...write, operation });
}

/** Google did not take the update: its plan is void. */
async function notAccepted(
  write: OpenWrite,
  error: GoogleError,
  context: ApplierContext,
): Promise<ReconcileResult | undefined> {
  const { reason, message } = error;
  const closing = { outcome: "refused", detail: message, foreignDrift: null, ownDrift: null } as const;
  const transitions = consequences(write, error);
  await context.store.closeWrite(write, { ...closing, transitions, at: context.clock.now() });
  await context.atStep?.("not-accepted");
  switch (reason) {
    case "aborted":
    case "failed-precondition":
      await pause(1_000, context);
      return undefined;
    case "busy": {
      const quiet = error.operation
        ? await awaitOperation(write.cluster, error.operation, foreignOperationPatience, context)
        : await awaitQuiet(write.cluster, foreignOperationPatience, context);
      if (quiet === undefined) return { kind: "waiting", on: error.operation ?? "another operation" };
      await pause(500, context);
      return undefined;
    }
    case "invalid-argument":
    case "permission-denied":
      return write.adds.length > 0 ? undefined : { kind: "refused", reason: message };
    default:
      throw error;
  }
}

function consequences({ adds }: OpenWrite, { reason, message }: GoogleError): readonly GrantTransition[] {
  if (reason === "invalid-argument") return failuresOf(adds, { adds }, message);
  // Trying them one by one would not help.
  return reason === "permission-denied" ? failuresOf(adds, { adds: [] }, message) : [];
}

function clusterGone({ id, state }: { readonly id: string; readonly state: string }): GrantTransition {
  const detail = "Google has no cluster of this name (any more).";
  return { grant: id, to: state === "active" ? "ended" : "failed", reason: "cluster-gone", detail };
}

function waitingForOwn({ operation }: Pick<OpenWrite, "operation">): ReconcileResult {
  return { kind: "waiting", on: operation ?? "an update without an answer" };
}

/** Between once and twice that long, so that two who met do not meet again. */
async function pause(milliseconds: number, { sleep, random, stopping }: ApplierContext): Promise<void> {
  await sleep(milliseconds * (1 + random()), stopping);
}
