import { type ClusterName, formatClusterName } from "@/lib/core/cluster-name";
import { isGoogleError } from "@/lib/google/google-error";
import { type ApplierContext, callLimits } from "./applier-context";
import type { WriteEvidence } from "./verify-write";

/** Milliseconds between looks at an operation; the last one repeats. gcloud looks every five seconds. */
const pauses = [500, 1_000, 2_000, 3_000, 5_000];

/**
 * Waits until an operation is done, for at most `patienceMs`: then, and when the process stops, undefined. Answers that
 * do not come are waited out. An operation that Google does not know is `unknown`.
 */
export async function awaitOperation(
  cluster: ClusterName,
  operation: string,
  patienceMs: number,
  context: ApplierContext,
): Promise<WriteEvidence | undefined> {
  return patiently(patienceMs, context, async () => {
    try {
      const { done, failure, endedAt } = await context.container.getOperation(cluster, operation, callLimits.read);
      return done ? { kind: "ended", failure, endedAt } : undefined;
    } catch (error) {
      if (!isGoogleError(error)) throw error;
      return error.reason === "not-found" ? { kind: "unknown" } : undefined;
    }
  });
}

/** Waits until no operation runs on the cluster, as long. */
export async function awaitQuiet(
  cluster: ClusterName,
  patienceMs: number,
  context: ApplierContext,
): Promise<WriteEvidence | undefined> {
  return patiently(patienceMs, context, async () => {
    try {
      const { project, location } = cluster;
      const operations = await context.container.listOperations(project, location, callLimits.read);
      const running = operations.some((one) => one.cluster === cluster.cluster && one.status !== "DONE");
      return running ? undefined : { kind: "unknown" };
    } catch (error) {
      if (!isGoogleError(error)) throw error;
      const { reason, message } = error;
      context.log("warn", "operations cannot be listed", { cluster: formatClusterName(cluster), reason, message });
      return undefined;
    }
  });
}

async function patiently<Answer>(
  patienceMs: number,
  { clock, sleep, stopping }: ApplierContext,
  look: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const deadline = clock.now().getTime() + patienceMs;
  for (let looks = 0; ; looks += 1) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (stopping.aborted || clock.now().getTime() >= deadline) return undefined;
    await sleep(pauses[Math.min(looks, pauses.length - 1)] ?? 0, stopping);
    if (stopping.aborted) return undefined;
  }
}
