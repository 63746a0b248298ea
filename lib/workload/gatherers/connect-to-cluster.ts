import type { ClusterName } from "@/lib/core/cluster-name";
import type { ClusterView } from "@/lib/diagnosis/facts/cluster-view";
import type { UnknownReason } from "@/lib/engine/fact";
import { unknownFrom } from "@/lib/google/unknown-from";
import type { KubernetesReader } from "@/lib/kubernetes/api/reader";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import { reachControlPlane } from "./reach-control-plane";
import type { WorkloadSurroundings } from "./surroundings";

/** A way to ask the cluster's own API, or why there is none, in words. */
export type ConnectedCluster =
  | { readonly reader: KubernetesReader; readonly known: WorkloadFactValues["controlPlane"] }
  | { readonly unknown: UnknownReason; readonly detail: string };

type Outside = Pick<WorkloadSurroundings, "identity" | "network" | "kubernetes">;

/**
 * Takes the first endpoint that connects. Never rejects.
 *
 * @param reading the cluster as Google tells it: where its control plane is
 * @param signal ends the attempts to connect
 */
export async function connectToCluster(
  { identity, network, kubernetes }: Outside,
  name: ClusterName,
  reading: Promise<ClusterView>,
  signal: AbortSignal,
): Promise<ConnectedCluster> {
  try {
    const [view, token] = await Promise.all([reading, identity.accessToken()]);
    const reached = await reachControlPlane(view, network, signal);
    if ("unreachable" in reached) {
      const detail = `Drawbridge's server does not reach the control plane of ${name.cluster} (${reached.unreachable}): find out why with a diagnosis from this server`;
      return { unknown: "unavailable", detail };
    }
    const { endpoint, controlPlane } = reached;
    return { reader: kubernetes({ ...controlPlane, token }), known: { endpoint, host: controlPlane.host } };
  } catch (error) {
    return unknownFrom(error, "container.clusters.get", `projects/${name.project}`);
  }
}
