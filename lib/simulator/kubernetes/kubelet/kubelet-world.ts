import type { Timeline } from "@/lib/simulator/clock/timeline";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { IamView } from "../metadata/pod-identity";
import type { ObjectStore } from "../objects/object-store";
import type { PodLogs } from "./container-log";

/** What the scheduler and the kubelets of one cluster work with. */
export type KubeletWorld = {
  readonly cluster: SimulatedCluster;
  readonly store: ObjectStore;
  readonly logs: PodLogs;
  readonly timeline: Timeline;
  readonly iam: IamView;
  /** From a pod's creation to its start, in simulated milliseconds. */
  readonly podStartMs: () => number;
  /** Images that the nodes have pulled already. */
  readonly pulledImages: Set<string>;
};
