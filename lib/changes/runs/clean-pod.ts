import { runLabel } from "@/lib/core/run-label";
import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import type { Kubernetes } from "./port";
import type { Run } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

const lookEvery = 1_000;
const looks = 65;

/** Milliseconds in which a creation whose answer was not seen may still come true; none is sent once the run is over. */
const lateCreation = 60_000;

/** `waiting`: it may yet come, look again later. `there`: Kubernetes was asked to delete it, and has not done so yet. */
export type Cleaning = "gone" | "waiting" | "there";

/**
 * Deletes the run's own pod, by its uid, and resolves once it is gone: another pod of that name is left alone.
 *
 * @param again a creation that was tried before the pod's may still come true
 * @throws KubernetesError
 */
export async function cleanPod(
  run: Run,
  { reader, writer }: Kubernetes,
  context: RunnerContext,
  again: boolean,
): Promise<Cleaning> {
  const { clock, sleep, stopping, atStep } = context;
  const { namespace, podUid, intendedAt, createdAt, endedAt } = run;
  const { name } = run.manifest.metadata;
  if (intendedAt === null) return "gone";
  const sentUntil = (podUid === null ? endedAt : createdAt) ?? intendedAt;
  const mayCome = () => (podUid === null || again) && clock.now().getTime() - sentUntil.getTime() < lateCreation;
  let last: Cleaning = "waiting";
  for (let look = 0; look < looks && !stopping.aborted; look += 1) {
    const pod = await reader.pod(namespace, name, callSignal(context));
    if (!pod && !mayCome()) return "gone";
    if (!pod && podUid === null) return "waiting";
    const ours = pod?.uid === podUid || ((podUid === null || again) && pod?.labels[runLabel] === run.id);
    if (pod && !ours) return "gone";
    last = pod ? "there" : "waiting";
    if (pod?.deletionTimestamp === null) {
      await writer.deletePod(namespace, name, pod.uid, callSignal(context)).catch((error: unknown) => {
        if (!isKubernetesError(error) || (error.reason !== "not-found" && error.reason !== "conflict")) throw error;
      });
      await atStep?.("pod-deleted");
    }
    await sleep(lookEvery, stopping);
  }
  return last;
}
