import { isKubernetesError } from "@/lib/kubernetes/api/kubernetes-error";
import { runLabel } from "@/lib/workload/runs/labels";
import type { Kubernetes } from "./port";
import type { Run } from "./run";
import { callSignal, type RunnerContext } from "./runner-context";

const lookEvery = 1_000;
const looks = 65;

/** Milliseconds in which a creation whose answer was not seen may still come true; none is sent once the run is over. */
const lateCreation = 60_000;

/**
 * Deletes the run's own pod, by its uid, and resolves with true once it is gone: another pod of that name is left alone.
 * False: not yet, look again later.
 *
 * @param again a creation that was tried before the pod's may still come true
 * @throws KubernetesError
 */
export async function cleanPod(
  run: Run,
  { reader, writer }: Kubernetes,
  context: RunnerContext,
  again: boolean,
): Promise<boolean> {
  const { clock, sleep, stopping, atStep } = context;
  const { namespace, podUid, intendedAt, createdAt, endedAt } = run;
  const { name } = run.manifest.metadata;
  if (intendedAt === null) return true;
  const sentUntil = (podUid === null ? endedAt : createdAt) ?? intendedAt;
  const mayCome = () => (podUid === null || again) && clock.now().getTime() - sentUntil.getTime() < lateCreation;
  for (let look = 0; look < looks && !stopping.aborted; look += 1) {
    const pod = await reader.pod(namespace, name, callSignal(context));
    if (!pod && !mayCome()) return true;
    if (!pod && podUid === null) return false;
    const ours = pod?.uid === podUid || ((podUid === null || again) && pod?.labels[runLabel] === run.id);
    if (pod && !ours) return true;
    if (pod?.deletionTimestamp === null) {
      await writer.deletePod(namespace, name, pod.uid, callSignal(context)).catch((error: unknown) => {
        if (!isKubernetesError(error) || (error.reason !== "not-found" && error.reason !== "conflict")) throw error;
      });
      await atStep?.("pod-deleted");
    }
    await sleep(lookEvery, stopping);
  }
  return false;
}
