import type { RunProof } from "@/lib/changes/runs/port";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { Store } from "@/lib/store/store";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";

/**
 * What the newest probe pod under this service account saw; null without one, and when Drawbridge has changed since what the
 * pod's identity depends on: it says nothing of now. Bindings are not looked at here: IAM follows them later.
 */
export async function latestProof(
  { runs, updates }: Pick<Store, "runs" | "updates">,
  cluster: ClusterName,
  namespace: string,
  serviceAccount: string,
): Promise<RunProof | null> {
  const proof = await runs.latestProof(cluster, namespace, serviceAccount);
  if (proof === null) return null;
  const states = ["open", "applied", "conflict", "failed"] as const;
  const { updates: ended } = await updates.list({ cluster, states, limit: 50 });
  const changed = ended.some(({ steps }) =>
    (steps ?? []).some(
      ({ step, state, at }) =>
        state === "done" &&
        at !== null &&
        Date.parse(at) >= Date.parse(proof.at) &&
        concerns(step, namespace, serviceAccount),
    ),
  );
  return changed ? null : proof;
}

function concerns(step: WorkloadStep, namespace: string, serviceAccount: string): boolean {
  switch (step.kind) {
    case "add-binding":
    case "remove-binding":
      return false;
    case "create-namespace":
    case "delete-namespace":
      return step.namespace === namespace;
    case "create-service-account":
    case "delete-service-account":
    case "annotate":
      return step.namespace === namespace && step.serviceAccount === serviceAccount;
    default:
      return true;
  }
}
