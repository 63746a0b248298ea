import type { SimulatedClock } from "@/lib/simulator/clock/simulated-clock";
import type { Timeline } from "@/lib/simulator/clock/timeline";
import { digest } from "@/lib/simulator/cluster/addresses";
import type { SimulatedCluster } from "@/lib/simulator/cluster/simulated-cluster";
import type { Identities } from "@/lib/simulator/identity/identities";
import { PodLogs } from "./kubelet/container-log";
import { startKubelet } from "./kubelet/kubelet";
import type { IamView } from "./metadata/pod-identity";
import { syncNodes } from "./objects/cluster-nodes";
import { addInitialObjects } from "./objects/initial-objects";
import { ObjectStore } from "./objects/object-store";

/** What the simulated clusters share. */
export type KubernetesWorld = {
  readonly clock: Pick<SimulatedClock, "now">;
  readonly timeline: Timeline;
  readonly identities: Pick<Identities, "ofToken" | "isRefused" | "isTokenRevoked">;
  readonly iam: IamView;
  readonly podStartMs: () => number;
  /** The clusters of now: others belong to a time before a reset. */
  readonly clusters: () => readonly SimulatedCluster[];
};

/* How often a watch or a followed log looks at the clock. */
const lookMs = 20;

/** The inside of one cluster: its objects, its kubelets and their logs. */
export class KubernetesCluster {
  readonly store: ObjectStore;
  readonly logs = new PodLogs();
  private generated = 0;
  private readonly pulledImages = new Set<string>();

  constructor(
    readonly cluster: SimulatedCluster,
    readonly world: KubernetesWorld,
  ) {
    this.store = new ObjectStore(cluster.key);
    addInitialObjects(this.store, cluster);
    syncNodes(this.store, cluster);
    const { store, logs, pulledImages } = this;
    const { timeline, iam, podStartMs, clock } = world;
    startKubelet({ cluster, store, logs, timeline, iam, podStartMs, pulledImages }, clock);
  }

  get timeline(): Timeline {
    return this.world.timeline;
  }

  now(): Date {
    return this.world.clock.now();
  }

  /** Makes everything happen that is due. */
  settle(): void {
    this.timeline.settle(this.now().getTime());
    syncNodes(this.store, this.cluster);
  }

  /** Settles again and again while somebody watches; `onReset` is called when the cluster is no longer. The returned function ends it. */
  keepAwake(onReset: () => void): () => void {
    const timer = setInterval(() => {
      if (this.world.clusters().includes(this.cluster)) this.settle();
      else onReset();
    }, lookMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** A name for an object that has only the beginning of one. */
  generatedName(prefix: string | undefined): string | undefined {
    if (!prefix) return undefined;
    this.generated += 1;
    return `${prefix}${digest(`${this.cluster.key} ${prefix} ${this.generated}`, 5)}`;
  }
}

/** The insides of all clusters, each made when somebody first asks; a reset makes new clusters, and so new insides. */
export class KubernetesClusters {
  private readonly insides = new WeakMap<SimulatedCluster, KubernetesCluster>();

  constructor(readonly world: KubernetesWorld) {}

  of(cluster: SimulatedCluster): KubernetesCluster {
    const present = this.world.clusters().find(({ key }) => key === cluster.key) ?? cluster;
    const inside = this.insides.get(present) ?? new KubernetesCluster(present, this.world);
    this.insides.set(present, inside);
    inside.settle();
    return inside;
  }
}
