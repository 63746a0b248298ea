import { callLimits } from "@/lib/changes/applier-context";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import type { Look, LookContext } from "./look";

type ClusterStep = Extract<
  WorkloadStep,
  { kind: "enable-workload-identity" | "disable-workload-identity" | "set-node-metadata" }
>;

/** The workload pool of the cluster, and the metadata server of its node pools. */
export async function lookAtCluster(
  step: ClusterStep,
  { cluster, workloads: { container } }: LookContext,
): Promise<Look> {
  const view = await container.getWorkloadCluster(cluster, callLimits.read);
  const setPool = (workloadPool: string | null): Look => ({
    kind: "ready",
    send: () => container.enableWorkloadIdentity(cluster, { workloadPool, etag: view.etag }, callLimits.update),
  });
  switch (step.kind) {
    case "enable-workload-identity":
      if (view.workloadPool === step.workloadPool) return { kind: "as-wished" };
      return view.workloadPool === null
        ? setPool(step.workloadPool)
        : { kind: "conflict", why: `The cluster has the pool ${view.workloadPool} by now.` };
    case "disable-workload-identity": {
      if (view.workloadPool === null) return { kind: "as-wished" };
      if (view.workloadPool !== step.workloadPool) {
        return { kind: "conflict", why: `The cluster has the pool ${view.workloadPool} by now.` };
      }
      const using = view.nodePools.filter(({ metadata }) => metadata === "gke").map(({ name }) => name);
      return using.length === 0
        ? setPool(null)
        : { kind: "conflict", why: `${using.join(", ")} uses GKE's metadata server by now, which needs the pool.` };
    }
    case "set-node-metadata": {
      const pool = view.nodePools.find(({ name }) => name === step.nodePool);
      if (!pool) return { kind: "conflict", why: `The cluster has no node pool ${step.nodePool} any more.` };
      const { metadata, etag } = pool;
      if (metadata === step.after) return { kind: "as-wished" };
      if (metadata !== step.before) {
        return { kind: "conflict", why: `Somebody changed the metadata server of ${step.nodePool} meanwhile.` };
      }
      const setting = { mode: step.after, etag };
      return {
        kind: "ready",
        send: () => container.setNodePoolMetadata(cluster, step.nodePool, setting, callLimits.update),
      };
    }
  }
}
