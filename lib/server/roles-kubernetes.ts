import type { ConnectKubernetes } from "@/lib/changes/runs/port";
import type { ClusterName } from "@/lib/core/cluster-name";
import type { GoogleIdentity } from "@/lib/google/auth";
import type { ContainerReader } from "@/lib/google/container";
import { toGoogleError } from "@/lib/google/google-error";
import { KubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { kubernetesReader } from "@/lib/kubernetes/api/reader";
import { kubernetesWriter } from "@/lib/kubernetes/api/writer";
import type { ControlPlane } from "@/lib/kubernetes/control-plane-connection";
import { reachControlPlane, type Way } from "@/lib/workload/gatherers/reach-control-plane";

const readMs = 10_000;

type Google = { readonly container: Pick<ContainerReader, "getCluster">; readonly identity: GoogleIdentity };

/**
 * Connects to a cluster's Kubernetes API with the applier's identity, by the first of its endpoints that takes a connection
 * from this process. Each time anew: tokens end, and endpoints change.
 */
export function applierKubernetes(google: Google, way: Way): ConnectKubernetes {
  const reach = applierControlPlane(google, way);
  return async (cluster, signal) => {
    const controlPlane = await reach(cluster, signal);
    return { reader: kubernetesReader(controlPlane), writer: kubernetesWriter(controlPlane) };
  };
}

/** That endpoint, with a token. @throws GoogleError; KubernetesError `unreachable` with what was tried */
export function applierControlPlane({ container, identity }: Google, way: Way) {
  return async (cluster: ClusterName, signal: AbortSignal): Promise<ControlPlane> => {
    const view = await container.getCluster(cluster, readMs);
    const token = await identity.accessToken().catch((error: unknown) => {
      throw toGoogleError(error);
    });
    const reached = await reachControlPlane(view, way, signal);
    if ("unreachable" in reached) throw new KubernetesError("unreachable", reached.unreachable);
    return { ...reached.controlPlane, token };
  };
}
