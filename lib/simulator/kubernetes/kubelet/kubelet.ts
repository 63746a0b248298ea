import type { SimulatedClock } from "@/lib/simulator/clock/simulated-clock";
import { type KubeObject, textIn } from "../objects/kube-object";
import { coreType } from "../objects/resource-types";
import type { KubeletWorld } from "./kubelet-world";
import { keyOfPod, PodWorker } from "./pod-worker";

/**
 * The scheduler and the kubelets of one cluster: they see what happens to pods and lead each through its life. They change
 * nothing at once; everything happens by the timeline. Pods of the start that have a node already stay as the world has them,
 * until they are deleted.
 */
export function startKubelet(world: KubeletWorld, clock: Pick<SimulatedClock, "now">): void {
  const pods = coreType("pods");
  const workers = new Map<string, PodWorker>();
  const employ = (pod: KubeObject) => {
    const worker = new PodWorker(world, keyOfPod(pod));
    workers.set(pod.metadata.uid, worker);
    return worker;
  };
  for (const pod of world.store.list(pods)) {
    const worker = employ(pod);
    if (textIn(pod, "spec", "nodeName") === undefined) worker.start(clock.now());
  }
  world.store.subscribe(({ kind, type, object, previous }) => {
    if (type !== pods) return;
    const { uid, deletionTimestamp } = object.metadata;
    const worker = workers.get(uid);
    if (kind === "ADDED") employ(object).start(clock.now());
    else if (kind === "DELETED") {
      worker?.forget();
      workers.delete(uid);
    } else if (deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined) {
      worker?.end(clock.now());
    }
  });
}
