import { callLimits } from "@/lib/changes/applier-context";
import type { UpdateQueue } from "@/lib/changes/updates/port";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { WorkloadStep } from "@/lib/workload/remedies/steps";
import { lookAtCluster } from "./look-cluster";
import { lookAtKubernetes } from "./look-kubernetes";
import { lookAtPolicy } from "./look-policy";
import type { KubernetesPort, WorkloadPort } from "./port";

/** What a write tells: the uid of what it made, or Google's operation. */
export type Sent = { readonly uid?: string; readonly operation?: string };

/** How the world stands to a step. `ready`: it is as confirmed, and `send` makes the change, once, guarded by what was read. */
export type Look =
  | { readonly kind: "as-wished" }
  | { readonly kind: "conflict"; readonly why: string }
  | { readonly kind: "ready"; readonly send: () => Promise<Sent> };

/** What looks go through; the connection to the cluster is made when the first step needs it. */
export type LookContext = {
  readonly cluster: ClusterName;
  readonly workloads: WorkloadPort;
  readonly kubernetes: () => Promise<KubernetesPort>;
  readonly updates: Pick<UpdateQueue, "withStep">;
};

export function lookContext(
  workloads: WorkloadPort,
  cluster: ClusterName,
  updates: LookContext["updates"],
): LookContext {
  let connected: Promise<KubernetesPort> | undefined;
  const kubernetes = () => {
    connected ??= workloads.kubernetes(cluster, AbortSignal.timeout(callLimits.read));
    return connected;
  };
  return { cluster, workloads, kubernetes, updates };
}

/**
 * Reads what a step is about.
 *
 * @throws GoogleError, KubernetesError when that gives no answer
 */
export async function lookAt(step: WorkloadStep, context: LookContext): Promise<Look> {
  switch (step.kind) {
    case "add-binding":
    case "remove-binding":
      return lookAtPolicy(step, context);
    case "enable-workload-identity":
    case "disable-workload-identity":
    case "set-node-metadata":
      return lookAtCluster(step, context);
    default:
      return lookAtKubernetes(step, await context.kubernetes());
  }
}

/** True for a step that is an operation of Google's. */
export function isOperation({ kind }: WorkloadStep): boolean {
  return kind === "enable-workload-identity" || kind === "disable-workload-identity" || kind === "set-node-metadata";
}
