import type { ClusterName } from "@/lib/core/cluster-name";
import type { GoogleIdentity } from "@/lib/google/auth";
import type { ContainerReader } from "@/lib/google/container";
import type { Rest } from "@/lib/google/rest";
import type { KubernetesReader } from "@/lib/kubernetes/api/reader";
import type { ControlPlane } from "@/lib/kubernetes/control-plane-client";
import type { WorkloadFactValues } from "@/lib/workload/facts/schema";
import type { Way } from "./reach-control-plane";

/** Everything outside that gatherers of workload facts may look at. All of it reads; none of it writes. */
export type WorkloadSurroundings = {
  readonly container: ContainerReader;
  readonly rest: Rest;
  readonly identity: GoogleIdentity;
  readonly network: Way;
  readonly kubernetes: (controlPlane: ControlPlane) => KubernetesReader;
  /** What Drawbridge itself did to bindings in the last seven minutes. */
  readonly recentBindings: () => Promise<WorkloadFactValues["recentBindings"]["bindings"]>;
  /** What the newest finished probe pod under this service account saw; null without one. */
  readonly latestProof: (
    cluster: ClusterName,
    namespace: string,
    serviceAccount: string,
  ) => Promise<WorkloadFactValues["proof"]["proof"]>;
};
