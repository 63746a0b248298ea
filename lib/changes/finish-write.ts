import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import { isGoogleError } from "@/lib/google/google-error";
import { type ApplierContext, callLimits } from "./applier-context";
import { awaitOperation, awaitQuiet } from "./await-operation";
import { verifyWrite, type WriteEvidence } from "./verify-write";
import type { OpenWrite } from "./write";

/** A request that nobody saw an answer to may still be on its way to Google for that many milliseconds. */
const strayRequest = 5_000;

/**
 * Milliseconds that an operation of ours is followed in one go: short, so that clusters take turns. The write stays open
 * and is looked at again soon.
 */
const operationPatience = 3_000;

/**
 * Brings an update that was sent, or may have been, to its outcome: waits for its operation, reads the list back, and
 * stores what is true. Nothing is ever sent again here. The same for an update of this process and of one that died.
 * False when it is not over yet.
 */
export async function finishWrite(write: OpenWrite, context: ApplierContext): Promise<boolean> {
  const { clock, store, atStep } = context;
  const { cluster } = write;
  const evidence = await awaitEvidence(write, context);
  if (evidence === undefined) return false;

  const view = await readCluster(cluster, context);
  const now = clock.now();
  const grants = await store.openGrants(cluster, now);
  const owned = await store.ownedEntries(cluster, []);
  await atStep?.("read-back");
  const closing = view
    ? verifyWrite({ write, evidence, view, owned, grants, now })
    : ({ outcome: "lost", detail: "", transitions: [], foreignDrift: null, ownDrift: null, at: now } as const);
  await store.closeWrite(write, closing);
  await atStep?.("closed");
  return true;
}

/**
 * Waits until what was sent, or may have been, at that moment cannot change anything any more: its operation is done, or
 * nobody saw Google's answer and no operation runs. Undefined when it is not over yet.
 */
export async function awaitEvidence(
  { cluster, operation, at }: Pick<OpenWrite, "cluster" | "operation" | "at">,
  context: ApplierContext,
): Promise<WriteEvidence | undefined> {
  const { clock, sleep, stopping, atStep } = context;
  if (operation === null) {
    const early = at.getTime() + strayRequest - clock.now().getTime();
    if (early > 0) await sleep(early, stopping);
    if (stopping.aborted) return undefined;
  }
  const evidence =
    operation === null
      ? await awaitQuiet(cluster, operationPatience, context)
      : await awaitOperation(cluster, operation, operationPatience, context);
  if (evidence !== undefined) await atStep?.("operation-ended");
  return evidence;
}

/** The cluster as it is now; undefined when Google has none of that name. */
export async function readCluster(
  cluster: ClusterName,
  { container }: ApplierContext,
): Promise<ClusterView | undefined> {
  try {
    return await container.getCluster(cluster, callLimits.read);
  } catch (error) {
    if (isGoogleError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}
